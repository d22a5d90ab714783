package org.courtbridge.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.vertx.ext.web.Router;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.courtbridge.console.WebConsole;
import org.courtbridge.console.join.JoinRoutes;
import org.courtbridge.gateway.store.SlowHash;

/** The arrows between modules and packages, as ARCHITECTURE.md draws them. */
@AnalyzeClasses(packages = "org.courtbridge", importOptions = ImportOption.DoNotIncludeTests.class)
class BordersTest {

    private static final String OURS = "org.courtbridge..";
    private static final String ROOT = "org.courtbridge.";

    @ArchTest
    static final ArchTests WHAT_IS_PURE = ArchTests.in(PurityRules.class);

    /** As {@code matching("org.courtbridge.(**)")}, which compiles that pattern again for either end of each dependency. */
    private static final SliceAssignment PACKAGES = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass one) {
            String name = one.getPackageName();
            return name.startsWith(ROOT) ? SliceIdentifier.of(name.substring(ROOT.length())) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages of " + ROOT;
        }
    };

    /** Each package is one of its own, whatever it is in. */
    @ArchTest
    static final ArchRule NO_TWO_PACKAGES_NEED_EACH_OTHER =
            slices().assignedFrom(PACKAGES).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule HEARINGS_KNOW_NO_OTHER_MODULE =
            only("org.courtbridge.hearings..", "org.courtbridge.hearings..");

    @ArchTest
    static final ArchRule CODECS_KNOW_NO_OTHER_MODULE = only("org.courtbridge.codecs..", "org.courtbridge.codecs..");

    @ArchTest
    static final ArchRule H323_KNOWS_NO_OTHER_MODULE = only("org.courtbridge.h323..", "org.courtbridge.h323..");

    /** From the octets to the dissector: each layer knows only those before it in this list, and what is in the same one. */
    @ArchTest
    static final ArchRule H323_IS_MADE_OF_LAYERS = layers(
            "org.courtbridge.h323..",
            Set.of("org.courtbridge.h323.per"),
            Set.of("org.courtbridge.h323.asn1"),
            Set.of(
                    "org.courtbridge.h323.h225",
                    "org.courtbridge.h323.h225.generic",
                    "org.courtbridge.h323.h235",
                    "org.courtbridge.h323.h245",
                    "org.courtbridge.h323.h450",
                    "org.courtbridge.h323.h460"),
            Set.of("org.courtbridge.h323.q931"),
            Set.of("org.courtbridge.h323.ras", "org.courtbridge.h323.call"),
            Set.of("org.courtbridge.h323.dissect"));

    /** From the socket to what tests a room. */
    @ArchTest
    static final ArchRule MEDIA_IS_MADE_OF_LAYERS = layers(
            "org.courtbridge.media..",
            Set.of("org.courtbridge.media.language", "org.courtbridge.media.health", "org.courtbridge.media.network"),
            Set.of("org.courtbridge.media.transport.dtls", "org.courtbridge.media.transport.ice"),
            Set.of("org.courtbridge.media.transport"),
            Set.of("org.courtbridge.media.leg"),
            Set.of("org.courtbridge.media.trace", "org.courtbridge.media.audio", "org.courtbridge.media.pacing"),
            Set.of("org.courtbridge.media.video"),
            Set.of("org.courtbridge.media.video.coded"),
            Set.of("org.courtbridge.media.video.processing"),
            Set.of("org.courtbridge.media.video.receive"),
            Set.of("org.courtbridge.media.video.send", "org.courtbridge.media.video.compose"),
            Set.of("org.courtbridge.media.rtcp"),
            Set.of("org.courtbridge.media.bridge"),
            Set.of("org.courtbridge.media.probe"));

    /** So that what decodes and codes pictures can run in a process of its own. */
    @ArchTest
    static final ArchRule NO_DECODED_PICTURE_PASSES_THE_BORDER = noClasses()
            .that()
            .resideInAPackage("org.courtbridge.media..")
            .and()
            .resideOutsideOfPackage("org.courtbridge.media.video.processing")
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "are decoded pictures in native memory, or work on such",
                    candidate -> candidate.getPackageName().equals("org.courtbridge.codecs.video")
                            && Set.of("NativePicture", "PictureDecoder", "PictureEncoder", "PictureScaler")
                                    .contains(candidate.getSimpleName())));

    /** Only what puts a bridge together knows who does it. */
    @ArchTest
    static final ArchRule PICTURES_ARE_PROCESSED_BEHIND_THEIR_BORDER = noClasses()
            .that()
            .resideInAPackage("org.courtbridge.media..")
            .and()
            .resideOutsideOfPackage("org.courtbridge.media.video.processing")
            .and(DescribedPredicate.describe(
                    "do not put a bridge together",
                    candidate -> !Set.of("HearingBridge", "BridgeLeg", "ProbeBridge")
                            .contains(outermost(candidate).getSimpleName())))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.courtbridge.media.video.processing");

    /** What a packet goes through on its way is public for the bridge, and for nobody else. */
    @ArchTest
    static final ArchRule STAGES_ARE_KNOWN_TO_MEDIA_ALONE = noClasses()
            .that()
            .resideOutsideOfPackage("org.courtbridge.media..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.courtbridge.media.pacing",
                    "org.courtbridge.media.video",
                    "org.courtbridge.media.video.receive",
                    "org.courtbridge.media.video.compose",
                    "org.courtbridge.media.video.send",
                    "org.courtbridge.media.rtcp");

    /** A family of devices is a package of its own, beside the simulators' common one. */
    @ArchTest
    static final ArchRule FAMILIES_OF_DEVICES_DO_NOT_KNOW_EACH_OTHER = slices().matching(
                    "org.courtbridge.devices.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(
                    DescribedPredicate.alwaysTrue(),
                    JavaClass.Predicates.resideInAPackage("org.courtbridge.devices.simulate"));

    @ArchTest
    static final ArchRule DRIVERS_KNOW_NO_OTHER_MODULE =
            only("org.courtbridge.devices..", "org.courtbridge.devices..").allowEmptyShould(true);

    @ArchTest
    static final ArchRule PROVISIONING_STANDS_BELOW_THE_GATEWAY = only(
            "org.courtbridge.provisioning..",
            "org.courtbridge.provisioning..",
            "org.courtbridge.devices..",
            "org.courtbridge.codecs.measure..");

    @ArchTest
    static final ArchRule PROTOCOLS_MEET_IN_THE_BRIDGE_ONLY = noClasses()
            .that()
            .resideInAPackage("org.courtbridge.signalling.sip..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.courtbridge.signalling.webrtc..",
                    "org.courtbridge.signalling.h323..",
                    "org.courtbridge.console..");

    @ArchTest
    static final ArchRule H323_ROOMS_MEET_OTHERS_IN_THE_BRIDGE_ONLY = noClasses()
            .that()
            .resideInAPackage("org.courtbridge.signalling.h323..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.courtbridge.signalling.webrtc..",
                    "org.courtbridge.signalling.sip..",
                    "org.courtbridge.signalling.sdp..",
                    "org.courtbridge.console..",
                    "javax.sip..");

    @ArchTest
    static final ArchRule BROWSERS_KNOW_NO_ROOMS = noClasses()
            .that()
            .resideInAPackage("org.courtbridge.signalling.webrtc..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.courtbridge.signalling.sip..",
                    "org.courtbridge.signalling.h323..",
                    "org.courtbridge.console..",
                    "javax.sip..",
                    "io.vertx..");

    @ArchTest
    static final ArchRule CAMERAS_MEET_OTHERS_IN_THE_BRIDGE_ONLY = noClasses()
            .that()
            .resideInAPackage("org.courtbridge.signalling.rtsp..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.courtbridge.signalling.sip..",
                    "org.courtbridge.signalling.h323..",
                    "org.courtbridge.signalling.webrtc..",
                    "org.courtbridge.console..",
                    "org.courtbridge.devices..",
                    "javax.sip..",
                    "io.vertx..");

    @ArchTest
    static final ArchRule SESSION_DESCRIPTIONS_KNOW_NO_PROTOCOL =
            only("org.courtbridge.signalling.sdp..", "org.courtbridge.signalling.sdp..", "org.courtbridge.codecs..");

    /** Nor do those who run hearings, or have rooms called, for whoever speaks it. */
    @ArchTest
    static final ArchRule HEARINGS_GO_ON_WHATEVER_PROTOCOL_THEIR_PARTIES_SPEAK = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.courtbridge.court.conference..",
                    "org.courtbridge.signalling.rooms..",
                    "org.courtbridge.signalling.ivr..",
                    "org.courtbridge.operations.tests..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.courtbridge.signalling.sip..",
                    "org.courtbridge.signalling.h323..",
                    "org.courtbridge.signalling.webrtc..",
                    "org.courtbridge.signalling.rtsp..",
                    "org.courtbridge.signalling.sdp..",
                    "org.courtbridge.console..",
                    "org.courtbridge.h323..",
                    "javax.sip..",
                    "io.vertx..");

    /** And the simulated rooms, which are the other end. */
    @ArchTest
    static final ArchRule ONLY_ENDPOINTS_OF_SIP_KNOW_ITS_STACK = onlyIn(
            Set.of("org.courtbridge.signalling.sip..", "org.courtbridge.simulators"), "javax.sip..", "gov.nist..");

    /** The program itself puts the routes of one with the server of the other. */
    @ArchTest
    static final ArchRule ONLY_THE_WEB_KNOWS_ITS_SERVER =
            onlyIn(Set.of("org.courtbridge.gateway", "org.courtbridge.console.."), "io.vertx..");

    /** So that the test that compares the routes with their description sees them all. */
    @ArchTest
    static final ArchRule TWO_MOUNT_ROUTES = noClasses()
            .that()
            .resideOutsideOfPackage("org.courtbridge.console..")
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "mounts routes, and is neither WebConsole's nor JoinRoutes'",
                    call -> call.getTarget().getRawParameterTypes().stream()
                                    .anyMatch(type -> type.isEquivalentTo(Router.class))
                            && !call.getTargetOwner().isEquivalentTo(WebConsole.class)
                            && !call.getTargetOwner().isEquivalentTo(JoinRoutes.class)));

    @ArchTest
    static final ArchRule MEDIA_KNOW_NO_SIGNALLING = noClasses()
            .that()
            .resideInAPackage("org.courtbridge.media..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.courtbridge.signalling.sip..",
                    "org.courtbridge.signalling.h323..",
                    "org.courtbridge.signalling.webrtc..",
                    "org.courtbridge.console..",
                    "org.courtbridge.gateway.store..",
                    "org.courtbridge.court.conference..",
                    "org.courtbridge.h323..",
                    "javax.sip..",
                    "io.vertx..");

    @ArchTest
    static final ArchRule WHO_TRIES_ROOMS_KNOWS_NO_PROTOCOL = noClasses()
            .that()
            .resideInAPackage("org.courtbridge.signalling.probe..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.courtbridge.signalling.sip..",
                    "org.courtbridge.signalling.h323..",
                    "org.courtbridge.console..",
                    "org.courtbridge.gateway.store..",
                    "javax.sip..",
                    "io.vertx..");

    @ArchTest
    static final ArchRule WHO_CALLS_DOES_NOT_KNOW_WHETHER_IT_IS_A_TEST = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.courtbridge.signalling.sip..",
                    "org.courtbridge.signalling.h323..",
                    "org.courtbridge.signalling.rooms..",
                    "org.courtbridge.media..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.courtbridge.signalling.probe..");

    /** But for what tells an outage of the database by the states of SQL. */
    @ArchTest
    static final ArchRule ONLY_THE_STORE_SPEAKS_SQL = onlyIn(
            Set.of("org.courtbridge.gateway.store..", "org.courtbridge.media.health"),
            "org.jdbi..",
            "java.sql..",
            "javax.sql..",
            "com.zaxxer..",
            "org.flywaydb..",
            "com.github.kagkarlsson..");

    /** It implements what others declare; the program puts it in its place. */
    @ArchTest
    static final ArchRule NOBODY_NEEDS_THE_STORE = noClasses()
            .that()
            .resideOutsideOfPackages("org.courtbridge.gateway", "org.courtbridge.gateway.store..")
            .and()
            .resideInAPackage(OURS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.courtbridge.gateway.store..");

    /** A backup is of everything; neither tables nor the journal know of one. */
    @ArchTest
    static final ArchRule STORE_IS_MADE_OF_LAYERS = layers(
            "org.courtbridge.gateway.store..",
            Set.of("org.courtbridge.gateway.store"),
            Set.of("org.courtbridge.gateway.store.transactions"),
            Set.of(
                    "org.courtbridge.gateway.store.applications",
                    "org.courtbridge.gateway.store.journal",
                    "org.courtbridge.gateway.store.certificates",
                    "org.courtbridge.gateway.store.invitations",
                    "org.courtbridge.gateway.store.publication",
                    "org.courtbridge.gateway.store.schedule"),
            Set.of("org.courtbridge.gateway.store.backup"));

    /** All that is kept of a password or a code word costs the same to guess: only tests ask for less. */
    @ArchTest
    static final ArchRule HASHES_HAVE_ONE_COST = noClasses()
            .that()
            .areNotAssignableFrom(SlowHash.Cost.class)
            .should()
            .callConstructor(SlowHash.Cost.class, int.class, int.class);

    /** Nor do the simulated rooms, which are processes of their own, belong to a gateway, or commands. */
    @ArchTest
    static final ArchRule NOBODY_NEEDS_COMMANDS_AND_SIMULATED_ROOMS = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "org.courtbridge.gateway", "org.courtbridge.gateway.cli", "org.courtbridge.simulators")
            .and()
            .resideInAPackage(OURS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.courtbridge.gateway.cli", "org.courtbridge.simulators");

    /** @param packages these, of all of ours, may */
    private static ArchRule onlyIn(Set<String> packages, String... known) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages.toArray(String[]::new))
                .and()
                .resideInAPackage(OURS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(known);
    }

    /** @param layers of the module, the lowest first; each of its classes is in one */
    @SafeVarargs
    private static ArchRule layers(String module, Set<String>... layers) {
        return classes()
                .that()
                .resideInAPackage(module)
                .and()
                .doNotHaveSimpleName("package-info")
                .should(new ArchCondition<>("know only layers below their own") {
                    @Override
                    public void check(JavaClass checked, ConditionEvents events) {
                        int own = layer(checked, layers).orElse(-1);
                        if (own < 0) {
                            events.add(SimpleConditionEvent.violated(checked, checked.getName() + " is in no layer"));
                        }
                        checked.getDirectDependenciesFromSelf().stream()
                                .filter(dependency -> layer(dependency.getTargetClass(), layers)
                                                .orElse(-1)
                                        > own)
                                .forEach(dependency -> events.add(
                                        SimpleConditionEvent.violated(dependency, dependency.getDescription())));
                    }
                });
    }

    private static JavaClass outermost(JavaClass candidate) {
        JavaClass outer = candidate;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }

    private static OptionalInt layer(JavaClass candidate, Set<String>[] layers) {
        return IntStream.range(0, layers.length)
                .filter(i -> layers[i].contains(candidate.getPackageName()))
                .findFirst();
    }

    private static ArchRule only(String from, String... to) {
        return noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are ours but outside " + String.join(", ", to),
                        candidate -> candidate.getPackageName().startsWith("org.courtbridge")
                                && Arrays.stream(to)
                                        .noneMatch(allowed -> candidate
                                                .getPackageName()
                                                .startsWith(allowed.substring(0, allowed.length() - 2)))));
    }
}

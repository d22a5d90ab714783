package org.courtbridge.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;

/** The arrows between modules and packages, as ARCHITECTURE.md draws them. */
@AnalyzeClasses(packages = "org.courtbridge", importOptions = ImportOption.DoNotIncludeTests.class)
class BordersTest {

    private static final String OURS = "org.courtbridge..";

    @ArchTest
    static final ArchRule HEARINGS_ARE_PURE = classes()
            .that()
            .resideInAPackage("org.courtbridge.hearings..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "org.courtbridge.hearings..", "java.lang..", "java.time..", "java.util", "org.jspecify..");

    @ArchTest
    static final ArchRule HEARINGS_START_NO_THREAD = noClasses()
            .that()
            .resideInAPackage("org.courtbridge.hearings..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class);

    @ArchTest
    static final ArchRule CODECS_KNOW_NO_OTHER_MODULE = only("org.courtbridge.codecs..", "org.courtbridge.codecs..");

    @ArchTest
    static final ArchRule CODECS_OPEN_NO_SOCKET = noClasses()
            .that()
            .resideInAPackage("org.courtbridge.codecs..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty.channel..", "java.nio.channels..", "javax.sip..");

    @ArchTest
    static final ArchRule H323_KNOWS_NO_OTHER_MODULE = only("org.courtbridge.h323..", "org.courtbridge.h323..");

    @ArchTest
    static final ArchRule H323_OPENS_NO_SOCKET = noClasses()
            .that()
            .resideInAPackage("org.courtbridge.h323..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "java.nio.channels..");

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
            .resideInAPackage("org.courtbridge.gateway.sip..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.courtbridge.gateway.webrtc..",
                    "org.courtbridge.gateway.h323..",
                    "org.courtbridge.gateway.web..");

    @ArchTest
    static final ArchRule H323_ROOMS_MEET_OTHERS_IN_THE_BRIDGE_ONLY = noClasses()
            .that()
            .resideInAPackage("org.courtbridge.gateway.h323..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.courtbridge.gateway.webrtc..",
                    "org.courtbridge.gateway.sip..",
                    "org.courtbridge.gateway.sdp..",
                    "org.courtbridge.gateway.web..",
                    "javax.sip..");

    @ArchTest
    static final ArchRule BROWSERS_KNOW_NO_ROOMS = noClasses()
            .that()
            .resideInAPackage("org.courtbridge.gateway.webrtc..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.courtbridge.gateway.sip..", "org.courtbridge.gateway.web..", "javax.sip..", "io.vertx..");

    @ArchTest
    static final ArchRule MEDIA_KNOW_NO_SIGNALLING = noClasses()
            .that()
            .resideInAnyPackage("org.courtbridge.gateway.bridge..", "org.courtbridge.gateway.transport..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.courtbridge.gateway.sip..",
                    "org.courtbridge.gateway.webrtc..",
                    "org.courtbridge.gateway.web..",
                    "org.courtbridge.gateway.store..",
                    "org.courtbridge.gateway.conference..",
                    "javax.sip..",
                    "io.vertx..");

    @ArchTest
    static final ArchRule WHO_TRIES_ROOMS_KNOWS_NO_PROTOCOL = noClasses()
            .that()
            .resideInAPackage("org.courtbridge.gateway.probe..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.courtbridge.gateway.sip..",
                    "org.courtbridge.gateway.h323..",
                    "org.courtbridge.gateway.web..",
                    "org.courtbridge.gateway.store..",
                    "javax.sip..",
                    "io.vertx..");

    @ArchTest
    static final ArchRule WHO_CALLS_DOES_NOT_KNOW_WHETHER_IT_IS_A_TEST = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.courtbridge.gateway.sip..",
                    "org.courtbridge.gateway.h323..",
                    "org.courtbridge.gateway.rooms..",
                    "org.courtbridge.gateway.bridge..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.courtbridge.gateway.probe..");

    @ArchTest
    static final ArchRule ONLY_THE_STORE_SPEAKS_SQL = noClasses()
            .that()
            .resideOutsideOfPackage("org.courtbridge.gateway.store..")
            .and()
            .resideInAPackage(OURS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jdbi..", "java.sql..", "javax.sql..");

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

package org.courtbridge.gateway;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Rules of {@link BordersTest} for the packages that have no sockets, no threads and no clock, as the design pages say: time
 * and packets are handed to them, so that tests can hand them any.
 */
final class PurityRules {

    /** Of a thread of its own, or one that somebody else runs. */
    private static final Set<Class<?>> THREADS =
            Set.of(Thread.class, Executor.class, Executors.class, Future.class, Timer.class);

    private static final Set<String> SOCKETS =
            Set.of("Socket", "ServerSocket", "DatagramSocket", "MulticastSocket", "URLConnection");

    private static final DescribedPredicate<JavaClass> SOCKET = resideInAnyPackage(
                    "io.netty.channel..",
                    "io.vertx..",
                    "java.nio.channels..",
                    "java.net.http..",
                    "javax.net..",
                    "javax.sip..")
            .or(DescribedPredicate.describe(
                    "are sockets",
                    candidate -> candidate.getPackageName().equals("java.net")
                            && SOCKETS.contains(candidate.getSimpleName())));

    private static final DescribedPredicate<JavaClass> THREAD = DescribedPredicate.describe(
            "are threads, or run on others", candidate -> THREADS.stream().anyMatch(candidate::isAssignableTo));

    /** Whatever tells the time without being told it. */
    private static final DescribedPredicate<JavaAccess<?>> CLOCK =
            DescribedPredicate.describe("reads a clock", access -> {
                AccessTarget target = access.getTarget();
                String owner = target.getOwner().getName();
                return owner.equals("java.lang.System")
                                && Set.of("nanoTime", "currentTimeMillis").contains(target.getName())
                        || owner.startsWith("java.time.") && target.getName().equals("now")
                        || Set.of(Clock.class.getName(), InstantSource.class.getName())
                                        .contains(owner)
                                && target.getName().startsWith("system")
                        || owner.equals("java.util.Date") && target.getName().equals("<init>");
            });

    @ArchTest
    static final ArchRule HEARINGS_USE_THE_LANGUAGE_ALONE = classes()
            .that()
            .resideInAPackage("org.courtbridge.hearings..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "org.courtbridge.hearings..", "java.lang..", "java.time..", "java.util", "org.jspecify..");

    @ArchTest
    static final ArchRule CODECS_OPEN_NO_SOCKET =
            in("org.courtbridge.codecs..").should().dependOnClassesThat(SOCKET);

    @ArchTest
    static final ArchRule H323_OPENS_NO_SOCKET =
            in("org.courtbridge.h323..").should().dependOnClassesThat(SOCKET.or(resideInAnyPackage("io.netty..")));

    @ArchTest
    static final ArchRule WHAT_JUDGES_OPENS_NO_SOCKET =
            in("org.courtbridge.provisioning.testcall..").should().dependOnClassesThat(SOCKET);

    @ArchTest
    static final ArchRule MACHINES_HAVE_NO_THREADS = in(
                    "org.courtbridge.hearings..", "org.courtbridge.h323..", "org.courtbridge.codecs.congestion..")
            .should()
            .dependOnClassesThat(THREAD);

    @ArchTest
    static final ArchRule MACHINES_ARE_TOLD_THE_TIME = in(
                    "org.courtbridge.hearings..",
                    "org.courtbridge.h323..",
                    "org.courtbridge.codecs.congestion..",
                    "org.courtbridge.codecs.h224..",
                    "org.courtbridge.codecs.measure..",
                    "org.courtbridge.provisioning.testcall..")
            .should()
            .accessTargetWhere(CLOCK);

    /** Single classes, and what is within them. */
    private static final DescribedPredicate<JavaClass> MACHINES_AMONG_OTHERS = DescribedPredicate.describe(
            "are machines among others",
            candidate -> Set.of(
                            "org.courtbridge.signalling.ivr.DialPlan",
                            "org.courtbridge.signalling.ivr.Menu",
                            "org.courtbridge.signalling.ivr.Trial",
                            "org.courtbridge.signalling.bfcp.ContentFloor",
                            "org.courtbridge.signalling.bfcp.FloorLink")
                    .contains(candidate.getName().replaceAll("\\$.*", "")));

    @ArchTest
    static final ArchRule MENUS_AND_FLOORS_ARE_MACHINES = noClasses()
            .that(MACHINES_AMONG_OTHERS)
            .should()
            .dependOnClassesThat(SOCKET.or(THREAD))
            .orShould()
            .accessTargetWhere(CLOCK);

    private PurityRules() {}

    private static GivenClassesConjunction in(String... packages) {
        return noClasses().that().resideInAnyPackage(packages);
    }
}

package org.courtbridge.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No test sleeps: time is simulated, or what is waited for is a condition. */
class SleeplessTestsTest {

    private static final Path TOP = Path.of("..");
    private static final JavaClasses TESTS = new ClassFileImporter().importPaths(testClasses());

    private static final DescribedPredicate<JavaAccess<?>> SLEEP = DescribedPredicate.describe(
            "sleeps",
            access -> access.getTarget().getName().equals("sleep")
                    && Set.of("java.lang.Thread", "java.util.concurrent.TimeUnit")
                            .contains(access.getTarget().getOwner().getName()));

    /** Those who play peers may, as they send at even times; they are no tests. */
    private static final DescribedPredicate<JavaAccess<?>> PARKING = DescribedPredicate.describe(
            "parks for a time",
            access -> Set.of("parkNanos", "parkUntil")
                            .contains(access.getTarget().getName())
                    && access.getTarget().getOwner().getName().equals("java.util.concurrent.locks.LockSupport"));

    private static final DescribedPredicate<JavaClass> TEST =
            DescribedPredicate.describe("are tests, or within one", SleeplessTestsTest::isTest);

    private static boolean isTest(JavaClass candidate) {
        return candidate.getAllMethods().stream()
                        .anyMatch(
                                method -> method.isMetaAnnotatedWith("org.junit.platform.commons.annotation.Testable"))
                || candidate
                        .getEnclosingClass()
                        .filter(SleeplessTestsTest::isTest)
                        .isPresent();
    }

    /** Of each module that has tests. */
    private static List<Path> testClasses() {
        try (Stream<Path> modules = Files.list(TOP)) {
            return modules.filter(module -> Files.isDirectory(module.resolve("src/test/java")))
                    .map(module -> module.resolve("target/test-classes"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void seesTheTestsOfEveryModule() {
        assertThat(testClasses())
                .hasSizeGreaterThan(6)
                .allSatisfy(folder -> assertThat(folder).isDirectoryRecursivelyContaining("glob:**Test.class"));
        assertThat(TESTS.that(TEST)).hasSizeGreaterThan(400);
    }

    @Test
    void noneSleeps() {
        ArchRuleDefinition.noClasses().should().accessTargetWhere(SLEEP).check(TESTS);
    }

    @Test
    void noneParksToWait() {
        ArchRuleDefinition.noClasses()
                .that(TEST)
                .should()
                .accessTargetWhere(PARKING)
                .check(TESTS);
    }
}

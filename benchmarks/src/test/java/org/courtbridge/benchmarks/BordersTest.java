package org.courtbridge.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Rules for all modules, of which this is the last: only here they can all be seen. */
@AnalyzeClasses(packages = "org.courtbridge", importOptions = ImportOption.DoNotIncludeTests.class)
class BordersTest {

    /** Each package is one of its own, whatever it is in. */
    @ArchTest
    static final ArchRule NO_TWO_PACKAGES_NEED_EACH_OTHER =
            slices().matching("org.courtbridge.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NOBODY_NEEDS_BENCHMARKS = noClasses()
            .that()
            .resideOutsideOfPackage("org.courtbridge.benchmarks..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.courtbridge.benchmarks..");
}

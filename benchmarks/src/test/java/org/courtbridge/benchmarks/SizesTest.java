package org.courtbridge.benchmarks;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;

/** How much a class, a record, a constructor and a package may hold; docs/design/decisions.md says why some hold more. */
@AnalyzeClasses(packages = "org.courtbridge", importOptions = ImportOption.DoNotIncludeTests.class)
class SizesTest {

    private static final int MOST_FIELDS = 15;
    private static final int MOST_COMPONENTS = 12;
    private static final int MOST_PARAMETERS = 7;
    private static final int MOST_FILES = 45;

    /** Components of those that have more. */
    private static final Map<String, Integer> LARGE_RECORDS = Map.of(
            "org.courtbridge.console.hearings.HearingViews$Hearing", 14,
            "org.courtbridge.console.hearings.HearingViews$Stream", 17,
            "org.courtbridge.console.tests.TestViews$TestVerdict", 13,
            "org.courtbridge.console.Services", 20,
            "org.courtbridge.gateway.GatewayConfig", 21,
            "org.courtbridge.codecs.measure.sound.SoundReport", 23);

    /** Files of those that have more. */
    private static final Map<String, Long> LARGE_PACKAGES = Map.of(
            "org.courtbridge.h323.h245", 78L, "org.courtbridge.h323.ras", 73L, "org.courtbridge.codecs.payload", 50L);

    @ArchTest
    static final ArchRule FIELDS = ArchRuleDefinition.classes()
            .that()
            .areNotRecords()
            .and()
            .resideOutsideOfPackage("..jmh_generated..")
            .should(holdAtMost("fields", MOST_FIELDS, SizesTest::fields));

    @ArchTest
    static final ArchRule PARAMETERS = ArchRuleDefinition.classes()
            .that()
            .areNotRecords()
            .and()
            .areNotEnums()
            .and()
            .areNotAnonymousClasses()
            .and()
            .areNotLocalClasses()
            .should(holdAtMost("parameters of a constructor", MOST_PARAMETERS, SizesTest::parameters));

    @ArchTest
    static void components(JavaClasses classes) {
        Map<String, Integer> large = classes.stream()
                .filter(JavaClass::isRecord)
                .filter(checked -> fields(checked) > MOST_COMPONENTS)
                .collect(Collectors.toMap(JavaClass::getName, SizesTest::fields));
        Assertions.assertThat(large).containsExactlyInAnyOrderEntriesOf(LARGE_RECORDS);
    }

    @ArchTest
    static void files(JavaClasses classes) {
        Map<String, Long> large = new TreeMap<>(classes.stream()
                .filter(JavaClass::isTopLevelClass)
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting())));
        large.values().removeIf(files -> files <= MOST_FILES);
        large.keySet().removeIf(name -> name.endsWith(".jmh_generated"));
        Assertions.assertThat(large).containsExactlyInAnyOrderEntriesOf(LARGE_PACKAGES);
    }

    private static int fields(JavaClass checked) {
        return (int) checked.getFields().stream()
                .map(JavaField::getModifiers)
                .filter(modifiers ->
                        !modifiers.contains(JavaModifier.STATIC) && !modifiers.contains(JavaModifier.SYNTHETIC))
                .count();
    }

    /** Of the constructor with the most, without the instance that an inner class belongs to. */
    private static int parameters(JavaClass checked) {
        int outer = checked.isInnerClass() ? 1 : 0;
        return checked.getConstructors().stream()
                .mapToInt(constructor -> constructor.getRawParameterTypes().size() - outer)
                .max()
                .orElse(0);
    }

    private static ArchCondition<JavaClass> holdAtMost(String what, int most, ToIntFunction<JavaClass> held) {
        return new ArchCondition<>("hold few " + what) {
            @Override
            public void check(JavaClass checked, ConditionEvents events) {
                int here = held.applyAsInt(checked);
                if (here > most) {
                    events.add(SimpleConditionEvent.violated(
                            checked, "%s has %d %s".formatted(checked.getName(), here, what)));
                }
            }
        };
    }
}

package org.courtbridge.gateway.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksSummaryTest {

    private static final FileTime EVER = FileTime.fromMillis(0);

    private static final String GREEN = """
            <testcase name="adds" classname="org.court.SumTest" time="0.1"><system-out><![CDATA[<failure/>]]></system-out></testcase>
            """;

    private static final String FLAKY = """
            <testcase name="rings" classname="org.court.BellIT" time="4.0">
              <flakyFailure message="waited PT15S in vain for: a bell" type="java.lang.AssertionError">
                <stackTrace><![CDATA[java.lang.AssertionError: waited PT15S in vain for: a bell
            	at org.court.BellIT.rings(BellIT.java:12)]]></stackTrace>
                <system-out><![CDATA[ding]]></system-out>
              </flakyFailure>
            </testcase>
            """;

    /** Twice, and without a message. */
    private static final String FLAKIER = """
        <testcase name="rings" classname="org.court.BellIT" time="4.0">
          <flakyError type="java.lang.IllegalStateException">
            <system-out><![CDATA[ding]]></system-out>
            <stackTrace><![CDATA[java.lang.IllegalStateException: no bell
        	at org.court.BellIT.rings(BellIT.java:12)]]></stackTrace>
            <system-err><![CDATA[dong]]></system-err>
          </flakyError>
          <flakyFailure message="again"/>
        </testcase>
        """;

    /** As Surefire writes it: no message, but a stack trace. */
    private static final String UNMEASURED = """
            <testcase name="isSmooth" classname="org.court.FilmIT" time="30.5">
              <skipped type="org.opentest4j.TestAbortedException"><![CDATA[org.opentest4j.TestAbortedException: could not measure: the machine was short of processor in each of 3 attempts: [[a freeze of 1,200 ms]]
            	at org.courtbridge.gateway.measuring.Measurement.couldNotMeasure(Measurement.java:80)
            	at org.court.FilmIT.isSmooth(FilmIT.java:40)
            ]]></skipped>
            </testcase>
            """;

    private static final String WITHOUT_PHOTOGRAPHS = """
            <testcase name="finds()[2]" classname="org.court.FaceTest[2]" time="0.0">
              <skipped type="org.opentest4j.TestAbortedException"><![CDATA[org.opentest4j.TestAbortedException: Assumption failed: no /photographs/astronaut.png
            	at org.junit.jupiter.api.Assumptions.assumeTrue(Assumptions.java:127)
            ]]></skipped>
            </testcase>
            """;

    private static final String DISABLED = """
            <testcase name="waits" classname="org.court.LateTest" time="0.0"><skipped message="needs tshark"/></testcase>
            """;

    private static final String RED = """
            <testcase name="breaks" classname="org.court.SumTest" time="0.1">
              <failure type="java.lang.AssertionError"><![CDATA[java.lang.AssertionError: expected: 4
             but was: 5
            	at org.court.SumTest.breaks(SumTest.java:9)
            ]]></failure>
              <rerunFailure message="again" type="java.lang.AssertionError"><stackTrace>again</stackTrace></rerunFailure>
            </testcase>
            """;

    @TempDir
    Path folder;

    private void report(String where, String... tests) throws IOException {
        Path file = folder.resolve(where);
        Files.createDirectories(file.getParent());
        Files.writeString(file, """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuite name="org.court.SomeTest" time="1.2" tests="%d">
                <properties><property name="user.dir" value="&lt;failure/&gt;"/></properties>
                %s</testsuite>
                """.formatted(tests.length, String.join("", tests)));
    }

    private void attempts(String lines) throws IOException {
        Path file = folder.resolve("gateway/target/attempts/12-34.tsv");
        Files.createDirectories(file.getParent());
        Files.writeString(file, lines);
    }

    private ChecksSummary summary() throws IOException {
        return ChecksSummary.of(folder, EVER);
    }

    @Test
    void whatIsGreenAtOnceIsJudged() throws Exception {
        report("codecs/target/surefire-reports/TEST-org.court.SumTest.xml", GREEN);
        assertThat(summary().status()).isEqualTo(ChecksSummary.JUDGED);
        assertThat(summary().text())
                .isEqualTo("1 tests: 1 green at once, 0 red, 0 red once, 0 left out, 0 could not measure;"
                        + " 0 further attempts inside\n");
    }

    @Test
    void whatWasRedOnceIsNamedAndJudged() throws Exception {
        report("gateway/target/failsafe-reports/TEST-org.court.BellIT.xml", FLAKY, GREEN);
        assertThat(summary().status()).isEqualTo(ChecksSummary.JUDGED);
        assertThat(summary().text().lines())
                .startsWith(
                        "Red once, green when run again: 1",
                        "  org.court.BellIT#rings: waited PT15S in vain for: a bell");
    }

    @Test
    void theFirstReasonIsNamedWithoutWhatWasPrinted() throws Exception {
        report("gateway/target/failsafe-reports/TEST-org.court.BellIT.xml", FLAKIER);
        assertThat(summary().text().lines())
                .startsWith(
                        "Red once, green when run again: 1",
                        "  org.court.BellIT#rings: java.lang.IllegalStateException: no bell");
    }

    @Test
    void furtherAttemptsAreNamedInTheirOrderAndJudged() throws Exception {
        report("gateway/target/failsafe-reports/TEST-org.court.FilmIT.xml", GREEN);
        attempts("2026-11-30T18:00:09Z\torg.court.FilmIT#isSmooth\t3\tagain\n"
                + "2026-11-30T18:00:03Z\torg.court.FilmIT#isSmooth\t2\t[a freeze of 1,200 ms]\n");
        assertThat(summary().status()).isEqualTo(ChecksSummary.JUDGED);
        assertThat(summary().text().lines())
                .startsWith(
                        "Needed further attempts inside: 2",
                        "  org.court.FilmIT#isSmooth: attempt 2 at 2026-11-30T18:00:03Z, as before it: [a freeze of"
                                + " 1,200 ms]",
                        "  org.court.FilmIT#isSmooth: attempt 3 at 2026-11-30T18:00:09Z, as before it: again");
    }

    @Test
    void whatCouldNotMeasureIsToldLastAndIsNotLeftOut() throws Exception {
        report("gateway/target/failsafe-reports/TEST-org.court.FilmIT.xml", UNMEASURED, GREEN);
        assertThat(summary().status()).isEqualTo(ChecksSummary.COULD_NOT_MEASURE);
        assertThat(summary().text().lines().toList())
                .containsExactly(
                        "COULD NOT MEASURE, so neither good nor bad: 1",
                        "  org.court.FilmIT#isSmooth: the machine was short of processor in each of 3 attempts:"
                                + " [[a freeze of 1,200 ms]]",
                        "2 tests: 1 green at once, 0 red, 0 red once, 0 left out, 1 could not measure;"
                                + " 0 further attempts inside");
    }

    @Test
    void whatWasSkippedForAnotherReasonIsLeftOut() throws Exception {
        report("codecs/target/surefire-reports/TEST-org.court.FaceTest.xml", WITHOUT_PHOTOGRAPHS);
        report("codecs/target/surefire-reports/TEST-org.court.LateTest.xml", DISABLED);
        report("gateway/target/failsafe-reports-3/more/TEST-org.court.FilmIT.xml", UNMEASURED);
        assertThat(summary().status()).isEqualTo(ChecksSummary.LEFT_OUT);
        assertThat(summary().text().lines())
                .startsWith(
                        "LEFT OUT, for want of what they need: 2",
                        "  org.court.FaceTest[2]#finds()[2]: no /photographs/astronaut.png",
                        "  org.court.LateTest#waits: needs tshark",
                        "COULD NOT MEASURE, so neither good nor bad: 1");
    }

    /** So it is with one whose set-up was aborted. */
    @Test
    void aClassOfWhichNoTestWasRunIsLeftOut() throws Exception {
        report("gateway/target/failsafe-reports/TEST-org.court.SomeTest.xml");
        assertThat(summary().status()).isEqualTo(ChecksSummary.LEFT_OUT);
        assertThat(summary().text()).contains("  org.court.SomeTest: no test of this class was run\n");
    }

    @Test
    void whatIsRedIsRed() throws Exception {
        report("codecs/target/surefire-reports/TEST-org.court.SumTest.xml", RED, WITHOUT_PHOTOGRAPHS, UNMEASURED);
        assertThat(summary().status()).isEqualTo(ChecksSummary.RED);
        assertThat(summary().text())
                .startsWith("Red: 1\n  org.court.SumTest#breaks: java.lang.AssertionError: expected: 4 but was: 5\n");
    }

    @Test
    void withoutReportsNothingIsJudged() throws Exception {
        Files.createDirectories(folder.resolve("codecs/src"));
        report("target/surefire-reports/TEST-org.court.SumTest.xml", GREEN);
        assertThat(summary().status()).isEqualTo(ChecksSummary.UNREADABLE);
        assertThat(summary().text()).isEqualTo("No reports of tests.\n");
    }

    @Test
    void whatIsOlderIsOfAnotherRun() throws Exception {
        report("codecs/target/surefire-reports/TEST-org.court.SumTest.xml", RED);
        Files.setLastModifiedTime(
                folder.resolve("codecs/target/surefire-reports/TEST-org.court.SumTest.xml"),
                FileTime.fromMillis(1_000_000));
        report("codecs/target/surefire-reports/TEST-org.court.SomeTest.xml", GREEN);
        assertThat(ChecksSummary.of(folder, FileTime.fromMillis(1_000_001)).tests())
                .extracting(CheckedTest::name)
                .containsExactly("org.court.SumTest#adds");
    }

    @Test
    void whatBreaksOffIsNoReport() throws Exception {
        Path file = folder.resolve("TEST-broken.xml");
        Files.writeString(file, "<testsuite><testcase name=\"a\"");
        assertThatThrownBy(() -> TestReport.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("TEST-broken.xml is no report");
    }

    /** With nothing on its class path but the compiled tests. */
    @Test
    void theProgramExitsWithWhatItFound() throws Exception {
        report("codecs/target/surefire-reports/TEST-org.court.FaceTest.xml", WITHOUT_PHOTOGRAPHS);
        attempts("2026-11-30T18:00:03Z\torg.court.FilmIT#isSmooth\t2\ta freeze\n");
        Path classes = Path.of(ChecksSummary.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Process program = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes.toString(),
                        ChecksSummary.class.getName(),
                        folder.toString()))
                .redirectErrorStream(true)
                .start();
        String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(program.waitFor(60, TimeUnit.SECONDS)).as(said).isTrue();
        assertThat(program.exitValue()).as(said).isEqualTo(ChecksSummary.LEFT_OUT);
        assertThat(said).contains("no /photographs/astronaut.png", "a freeze");
    }
}

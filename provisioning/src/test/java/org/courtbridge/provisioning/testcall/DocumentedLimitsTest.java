package org.courtbridge.provisioning.testcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the limits against the tables of {@code docs/verdicts.md}, which are written by hand. */
class DocumentedLimitsTest {

    private static final Path PAGE = Path.of("../docs/verdicts.md");
    private static final String HEAD = "| check | para. | figure | passes | fails |";

    /** A figure from which on it is good or bad, as {@code ≥ -40 dBov}. */
    private static final Pattern BORDER = Pattern.compile("([≤≥]) (-?[0-9.]+)(?: (\\S+))?");

    /** Made anew for each test: a mistake that is tried in a process that runs on would not be seen in a constant. */
    private final Limits limits = Limits.standard();

    private static List<Documented> documented = List.of();

    /**
     * One check of a row.
     *
     * @param necessary whether it is in bold
     */
    private record Documented(Check check, boolean necessary, String paragraph, Border passes, Border fails) {}

    /** @param unit empty where the table gives none */
    private record Border(boolean minimum, double figure, String unit) {

        static Border of(String cell) {
            if (cell.equals("yes") || cell.equals("no")) {
                return new Border(cell.equals("yes"), cell.equals("yes") ? 1 : 0, "");
            }
            Matcher matcher = BORDER.matcher(cell);
            assertThat(matcher.matches()).as("a border: %s", cell).isTrue();
            String unit = matcher.group(3) == null ? "" : matcher.group(3);
            return new Border(matcher.group(1).equals("≥"), Double.parseDouble(matcher.group(2)), unit);
        }
    }

    @BeforeAll
    static void read() throws IOException {
        documented = rows().stream().flatMap(row -> checks(row).stream()).toList();
    }

    private static List<List<String>> rows() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(PAGE)) {
            inside = line.equals(HEAD) || (inside && line.startsWith("|"));
            if (inside && !line.equals(HEAD) && !line.startsWith("|---")) {
                rows.add(Arrays.stream(line.split("\\|"))
                        .skip(1)
                        .map(String::strip)
                        .toList());
            }
        }
        return rows;
    }

    private static List<Documented> checks(List<String> row) {
        assertThat(row).as("cells").hasSize(5);
        return Arrays.stream(row.getFirst().split(", "))
                .map(name -> new Documented(
                        Check.valueOf(name.replace("*", "")),
                        name.startsWith("**"),
                        row.get(1),
                        Border.of(row.get(3)),
                        Border.of(row.get(4))))
                .toList();
    }

    @Test
    void everyCheckHasOneRow() {
        assertThat(documented).extracting(Documented::check).containsExactlyInAnyOrder(Check.values());
    }

    @Test
    void theLimitsAreTheDocumentedOnes() {
        for (Documented row : documented) {
            Limit limit = limits.of(row.check());
            assertThat(limit.pass())
                    .as("%s passes", row.check())
                    .isEqualTo(row.passes().figure());
            assertThat(limit.fail())
                    .as("%s fails", row.check())
                    .isEqualTo(row.fails().figure());
            assertThat(limit.isMinimum())
                    .as("%s: more is better", row.check())
                    .isEqualTo(row.passes().minimum())
                    .isNotEqualTo(row.fails().minimum());
            assertThat(List.of(row.passes().unit(), row.fails().unit()))
                    .as("%s, unit", row.check())
                    .isSubsetOf("", row.check().unit().symbol());
        }
    }

    @Test
    void theDocumentedBordersPassAndFailAndWhatIsBetweenIsNotTold() {
        for (Documented row : documented) {
            double pass = row.passes().figure();
            double fail = row.fails().figure();
            double little = (fail - pass) / 1000;
            assertThat(outcome(row.check(), pass)).as("%s", row).isEqualTo(Outcome.PASS);
            assertThat(outcome(row.check(), pass + little)).as("%s", row).isEqualTo(Outcome.COULD_NOT_TELL);
            assertThat(outcome(row.check(), fail - little)).as("%s", row).isEqualTo(Outcome.COULD_NOT_TELL);
            assertThat(outcome(row.check(), fail)).as("%s", row).isEqualTo(Outcome.FAIL);
        }
    }

    private Outcome outcome(Check check, double figure) {
        return Verdict.of(check, OptionalDouble.of(figure), limits, Doubt.NOT_MEASURED)
                .outcome();
    }

    @Test
    void whatMustPassAndWhichParagraphAsksForItAreAsDocumented() {
        for (Documented row : documented) {
            assertThat(row.check().isNecessary())
                    .as("%s is necessary", row.check())
                    .isEqualTo(row.necessary());
            assertThat(row.check().paragraph()).as("%s", row.check()).isEqualTo(row.paragraph());
        }
    }
}

package org.courtbridge.h323.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.courtbridge.h323.asn1.Component;
import org.courtbridge.h323.h225.CallTypes;
import org.junit.jupiter.api.Test;

class SipStatusTest {

    private static final Path TABLES = Path.of("../docs/h323-causes.md");

    @Test
    void causesAreAsTheTableSays() throws IOException {
        List<List<String>> rows = rows("Cause to reason and status");
        assertThat(rows).hasSizeGreaterThan(30).allSatisfy(row -> {
            ReleaseReason reason = ReleaseReason.ofCause(Integer.parseInt(row.getFirst()));
            assertThat(reason.reason()).contains(row.get(2));
            assertThat(SipStatus.of(reason)).isEqualTo(Integer.parseInt(row.get(3)));
        });
        assertThat(SipStatus.of(ReleaseReason.ofCause(99))).isEqualTo(500);
    }

    @Test
    void reasonsAreAsTheTableSays() throws IOException {
        assertThat(rows("Reason to cause"))
                .hasSizeGreaterThan(20)
                .allSatisfy(
                        row -> assertThat(ReleaseReason.ofReason(row.getFirst()).cause())
                                .contains(Integer.valueOf(row.get(1))));
        assertThat(ReleaseReason.ofReason("invalidCID").cause()).isEmpty();
        assertThat(SipStatus.of(ReleaseReason.ofReason("invalidCID"))).isEqualTo(500);
    }

    /** Of the reasons that the Recommendation has, one alone has no cause. */
    @Test
    void everyReasonHasACause() {
        assertThat(CallTypes.RELEASE_COMPLETE_REASON.alternatives())
                .filteredOn(
                        reason -> ReleaseReason.ofReason(reason.name()).cause().isEmpty())
                .extracting(Component::name)
                .containsExactly("invalidCID");
    }

    @Test
    void statusesAreAsTheTableSays() throws IOException {
        assertThat(rows("Status to cause"))
                .hasSizeGreaterThan(30)
                .allSatisfy(row -> assertThat(SipStatus.toRelease(Integer.parseInt(row.getFirst())))
                        .isEqualTo(ReleaseReason.ofCause(Integer.parseInt(row.get(1)))));
        assertThat(SipStatus.toRelease(499)).isEqualTo(ReleaseReason.ofCause(41));
        assertThat(SipStatus.toRelease(699)).isEqualTo(ReleaseReason.ofCause(21));
    }

    /** The cells of a section's table, without its head. */
    private static List<List<String>> rows(String section) throws IOException {
        return Files.readString(TABLES)
                .lines()
                .dropWhile(line -> !line.equals("## " + section))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| "))
                .skip(1)
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(cell -> cell.strip().replace("`", ""))
                        .toList())
                .toList();
    }
}

package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.courtbridge.gateway.NamedTests;
import org.junit.jupiter.api.Test;

/** The table of what rooms do and what they are answered names only tests that there are. */
class InteropTableTest {

    private static final Path TABLE = Path.of("../docs/interop-sip.md");

    @Test
    void everyTestThatItNamesExists() throws IOException {
        NamedTests tests = NamedTests.ofAllModules();
        List<String> rows = NamedTests.rows(TABLE, "case");
        assertThat(rows).hasSizeGreaterThan(50);
        for (String row : rows) {
            assertThat(NamedTests.lastColumn(row)).as(row).containsPattern(NamedTests.NAME + "|the same");
            tests.assertExist(row);
        }
    }
}

package org.courtbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tables of threats name only tests that there are, and for each threat one. */
class SecurityTableTest {

    private static final Path PAGE = Path.of("../docs/security.md");

    @Test
    void eachThreatHasATestThatExists() throws IOException {
        NamedTests tests = NamedTests.ofAllModules();
        List<String> rows = NamedTests.rows(PAGE, "threat");
        assertThat(rows).hasSizeGreaterThan(40);
        for (String row : rows) {
            assertThat(NamedTests.lastColumn(row)).as(row).containsPattern(NamedTests.NAME);
            tests.assertExist(row);
        }
    }
}

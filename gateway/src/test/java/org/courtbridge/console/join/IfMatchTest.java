package org.courtbridge.console.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class IfMatchTest {

    private static boolean matches(String tag, String... fields) {
        return IfMatch.parse(List.of(fields)).orElseThrow().test(tag);
    }

    @Test
    void isAListOfTags() {
        assertThat(matches("\"a\"", "\"a\"")).isTrue();
        assertThat(matches("\"a\"", " \"b,\" ,, \t\"a\"\t, W/\"c\"")).isTrue();
        assertThat(matches("\"a\"", "\"b\"", "\"a\"")).isTrue();
        assertThat(matches("\"c\"", "W/\"c\"")).isFalse();
        assertThat(matches("\"any\"", " * ")).isTrue();
    }

    @Test
    void isNothingElse() {
        for (String other : List.of("", " ,\t, ", "a", "\"a", "\"a\" \"b\"", "\"a\", *", "W/ \"a\"", "w/\"a\"")) {
            assertThat(IfMatch.parse(List.of(other))).as(other).isEmpty();
        }
    }

    /** Milliseconds each; in time that grows with the square, a minute for the blanks alone. */
    @Test
    @Timeout(10)
    void isReadInTimeThatGrowsAsItDoes() {
        for (String part : List.of(" ", "\t", "\"", ",", "W/", "\"a\" ", "\"a\",")) {
            String much = part.repeat(300_000);
            assertThat(IfMatch.parse(List.of(much + "x"))).as(part).isEmpty();
            assertThat(IfMatch.parse(List.of("\"" + much + "x"))).as(part).isEmpty();
        }
    }
}

package org.courtbridge.console.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JoinScriptTest {

    private static final String TEXTS = "import texts from './texts.json' with { type: 'json' };\n\n"
            + "const WORDS = 1;\n\nexport function say(key) {\n  return texts[key];\n}\n";

    @Test
    void hasEveryModuleOnceBehindThoseThatItNeeds() {
        Map<String, String> files = Map.of(
                "main.js",
                "import { Call, LONGEST } from './call.js';\nimport { say } from './texts.js';\n\nawait say('$1');\n",
                "call.js",
                "import { say } from './texts.js';\n\nexport const LONGEST = 2;\nexport class Call {}\n",
                "texts.js",
                TEXTS,
                "texts.json",
                "{\"a\": \"$0\"}\n");

        assertThat(JoinScript.of("main.js", files::get)).isEqualTo("""
                const modules = {};
                modules['texts.json'] = {"a": "$0"};
                modules['texts.js'] = (() => {
                const texts = modules['texts.json'];

                const WORDS = 1;

                function say(key) {
                  return texts[key];
                }
                return { say };
                })();
                modules['call.js'] = (() => {
                const { say } = modules['texts.js'];

                const LONGEST = 2;
                class Call {}
                return { LONGEST, Call };
                })();
                const { Call, LONGEST } = modules['call.js'];
                const { say } = modules['texts.js'];

                await say('$1');
                """);
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertThatThrownBy(() -> JoinScript.of("main.js", name -> "export default 1;\n"))
                .hasMessage("main.js: export default 1;");
        assertThatThrownBy(() -> JoinScript.of("main.js", name -> "import * as all from './call.js';\n"))
                .hasMessage("main.js: import * as all from './call.js';");
        Map<String, String> circle =
                Map.of("a.js", "import { b } from './b.js';\n", "b.js", "import { a } from './a.js';\n");
        assertThatThrownBy(() -> JoinScript.of("a.js", circle::get)).hasMessage("needs itself: b.js");
    }
}

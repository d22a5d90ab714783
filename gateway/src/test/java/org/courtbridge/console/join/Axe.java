package org.courtbridge.console.join;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Judges a page by what a program can tell of WCAG 2.2 AA. */
public final class Axe {

    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    /** The script that judges: https://github.com/dequelabs/axe-core. */
    private static final String AXE = script();

    private static final String BY_AXE = """
            async tags => (await axe.run(document, { runOnly: tags, resultTypes: ['violations'], selectors: false })).violations
              .flatMap(rule => rule.nodes.map(node => `${rule.help}: ${node.html}`))""";

    private Axe() {}

    /** Has every page that is opened bring the script along, which is cheaper than to send it to many of them one by one. */
    public static void prepare(BrowserContext context) {
        context.addInitScript(AXE);
    }

    /** What is wrong with a page as it is now. */
    public static List<String> violations(Page page) {
        if (!Boolean.TRUE.equals(page.evaluate("() => 'axe' in window"))) {
            page.evaluate("() => { %s }".formatted(AXE));
        }
        return ((List<?>) page.evaluate(BY_AXE, RULES))
                .stream().map(String::valueOf).toList();
    }

    private static String script() {
        try (InputStream in = Objects.requireNonNull(AxeBuilder.class.getResourceAsStream("/axe.min.js"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.courtbridge.console.join;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Takes pictures of a page in every language and shape, and judges it by what a program can tell of WCAG 2.2 AA. */
final class Screens {

    private static final Path FOLDER = Path.of("target", "screens");

    /** Nothing is cut off at the side, and whatever is touched is large enough for a thumb. */
    private static final String BY_MEASURE = """
            () => {
              const faults = [];
              const { scrollWidth, clientWidth } = document.documentElement;
              if (scrollWidth > clientWidth) faults.push(`${scrollWidth} pixels wide`);
              for (const target of document.querySelectorAll('button, a, input')) {
                const { width, height, left, right } = target.getBoundingClientRect();
                const shown = target.checkVisibility();
                if (shown && (width < 44 || height < 44)) faults.push(`${target.id}: ${width} by ${height}`);
                if (shown && !target.closest('.strip') && (left < 0 || right > clientWidth)) faults.push(`${target.id}: cut off`);
              }
              return faults;
            }""";

    private enum Shape {
        PORTRAIT(390, 844),
        LANDSCAPE(844, 390),
        DESKTOP(1280, 800),
        /** A desktop's 1280 pixels at four times their size, as WCAG 1.4.10 has it. */
        NARROW(320, 640);

        private final int width;
        private final int height;

        Shape(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }

    private final List<String> faults = new ArrayList<>();

    /** Leaves the page in Russian and upright. */
    void take(Page page, String state) {
        for (String language : List.of("kk", "en", "ru")) {
            // Also behind a dialog, where nobody can press it.
            page.getByTestId("language-" + language).dispatchEvent("click");
            for (Shape shape : Shape.values()) {
                page.setViewportSize(shape.width, shape.height);
                String name = "%s-%s-%s".formatted(state, language, shape.name().toLowerCase(Locale.ROOT));
                // The longest words are Kazakh.
                if (shape != Shape.NARROW || language.equals("kk")) {
                    Snapshots.take(page, FOLDER.resolve(name + ".png"));
                }
                measure(page, name);
                // What is said differs by language, how it looks by shape.
                if (shape == Shape.PORTRAIT || language.equals("ru")) {
                    judge(page, name);
                }
            }
            page.setViewportSize(Shape.PORTRAIT.width, Shape.PORTRAIT.height);
        }
    }

    private void judge(Page page, String name) {
        for (String violation : Axe.violations(page)) {
            faults.add(name + ": " + violation);
        }
    }

    private void measure(Page page, String name) {
        for (Object fault : (List<?>) page.evaluate(BY_MEASURE)) {
            faults.add(name + ": " + fault);
        }
    }

    void expectNoFault() {
        assertThat(faults).isEmpty();
    }
}

package org.courtbridge.console.join;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotCaret;
import java.nio.file.Path;

/**
 * Pictures of pages for people to look at, in {@code target}: only with the system property {@code pictures}, as to take them is
 * half of what the tests of pages cost the processor, and no test judges them.
 */
public final class Snapshots {

    private static final boolean WANTED = Boolean.getBoolean("pictures");

    private Snapshots() {}

    /** @param file PNG, of the page's whole length */
    public static void take(Page page, Path file) {
        if (WANTED) {
            // To hide the caret, each field would be given a style, which the pages' policy forbids once htmx copies
            // it.
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setCaret(ScreenshotCaret.INITIAL)
                    .setPath(file));
        }
    }
}

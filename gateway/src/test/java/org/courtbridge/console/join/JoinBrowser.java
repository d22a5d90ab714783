package org.courtbridge.console.join;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A phone-sized Chromium with a camera and a microphone of its own making. Only for the thread that started it. The tests of a class share
 * one, as its start costs more than most of them; each has contexts of its own, which know nothing of each other.
 */
final class JoinBrowser implements AutoCloseable {

    static final int PATIENCE_MS = 60_000;

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Browser browser = playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of("/usr/bin/chromium"))
                    .setChromiumSandbox(false)
                    .setArgs(List.of(
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--host-resolver-rules=MAP " + JoinSite.INSECURE_HOST + " 127.0.0.1",
                            // What a page shows does not depend on how many pictures a second are encoded beneath it.
                            "--use-fake-device-for-media-stream=fps=5",
                            "--use-fake-ui-for-media-stream",
                            "--auto-select-desktop-capture-source=Entire screen")));

    private final List<BrowserContext> contexts = new ArrayList<>();

    /** What pages said in their consoles that nobody wants to read. */
    final List<String> complaints = new ArrayList<>();

    static Browser.NewContextOptions phone() {
        return new Browser.NewContextOptions()
                .setViewportSize(390, 844)
                .setIsMobile(true)
                .setHasTouch(true)
                .setLocale("ru-KZ");
    }

    Page page(Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options);
        contexts.add(context);
        Page page = context.newPage();
        page.setDefaultTimeout(PATIENCE_MS);
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        return page;
    }

    /** After each test. */
    void closePages() {
        contexts.forEach(BrowserContext::close);
        contexts.clear();
        complaints.clear();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}

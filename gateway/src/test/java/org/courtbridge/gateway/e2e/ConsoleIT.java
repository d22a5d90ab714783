package org.courtbridge.gateway.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.courtbridge.court.access.Role;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A clerk at a desk, in a real browser over HTTPS: the first sign-in, and a hearing from the lobby to its end. */
@Tag("fast")
class ConsoleIT {

    private final List<String> complaints = new ArrayList<>();

    @Test
    void aClerkSignsInAdmitsWithOneClickAndEndsTheHearing() throws Exception {
        try (Court court = Court.open("ConsoleIT");
                BrowserPeer phone = court.phone(1)) {
            String oneTime = court.addUser("clerk", Role.CLERK);
            Browser browser = Objects.requireNonNull(phone.page().context().browser());
            try (BrowserContext desk = browser.newContext(new Browser.NewContextOptions()
                    .setIgnoreHTTPSErrors(true)
                    .setLocale("ru-KZ")
                    .setViewportSize(1280, 800))) {
                Page page = desk.newPage();
                page.setDefaultTimeout(Court.PATIENCE.toMillis());
                page.onPageError(complaints::add);
                page.onConsoleMessage(message -> {
                    if (message.type().equals("error")) {
                        complaints.add(message.text());
                    }
                });
                Desk.signIn(page, "clerk", oneTime);
                assertThat(page).hasURL(Pattern.compile(".*/hearings"));
                page.locator("main").getByText("ConsoleIT").click();
                press(page, "start");
                assertThat(page.locator("#live .badge").first()).hasText("идёт");

                court.knock(phone);
                Locator admit = page.locator("form[action$='/admit'] button");
                assertThat(admit).hasText("Впустить");
                admit.click();
                phone.page().waitForSelector("body[data-state=in-hearing]");
                assertThat(page.locator("#live .quality"))
                        .hasText(Pattern.compile("Звук и изображение хорошие|Изображение хорошее; .*"));
                assertThat(admit).hasCount(0);

                givesTheFloor(page, phone.page());
                endsTheScreen(page, phone.page());

                page.locator("#trail summary").click();
                press(page, "mute");
                assertThat(page.locator("#live")).containsText("звук выключен");
                assertThat(page.locator("#trail")).containsText("Звук выключен: Party 1");

                page.onDialog(Dialog::accept);
                press(page, "end");
                phone.page().waitForSelector("body[data-state=ended]");
                assertThat(page.locator("input[name=word]")).hasCount(0);
                assertThat(page.locator("#live .badge").first()).hasText("завершено");
                fitsAPhone(page);
                // The page has been loaded anew, and its socket may not be open yet: in a session that is over it would
                // be refused.
                page.navigate(Desk.SITE + "/hearings");
                page.locator("form[action='/logout'] button").click();
                assertThat(page).hasURL(Desk.SITE + "/login");
            }
            assertThat(complaints).isEmpty();
        }
    }

    private static void givesTheFloor(Page desk, Page phone) {
        phone.getByTestId("hand").click();
        phone.waitForSelector("body[data-hand=UP]");
        assertThat(desk.locator("#floor")).containsText("просит слова");
        press(desk, "give-floor");
        phone.waitForSelector("body[data-hand=FLOOR]");
        assertThat(desk.locator("#floor")).containsText("слово предоставлено");
        press(desk, "lower-hand");
        phone.waitForSelector("body[data-hand=DOWN]");
        assertThat(desk.locator("#floor")).hasCount(0);
    }

    private static void endsTheScreen(Page desk, Page phone) {
        phone.getByTestId("share").click();
        phone.waitForSelector("body[data-sharing=true]");
        assertThat(desk.locator("#floor")).containsText("показывает экран");
        press(desk, "stop-sharing");
        phone.waitForSelector("body[data-sharing=false]");
        assertThat(desk.locator("#floor")).hasCount(0);
    }

    private static void press(Page page, String step) {
        page.locator("form[action$='/" + step + "'] button").click();
    }

    private static void fitsAPhone(Page page) {
        page.setViewportSize(390, 844);
        assertThat(page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth"))
                .isEqualTo(0);
    }
}

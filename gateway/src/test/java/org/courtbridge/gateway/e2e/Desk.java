package org.courtbridge.gateway.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.regex.Pattern;

/** Signs somebody in to the console for the first time. */
final class Desk {

    static final String SITE = "https://" + Scratch.ADDRESS + ":" + GatewayProcess.HTTPS_PORT;

    private static final String PASSWORD = "тихая река 2026";

    private Desk() {}

    /** Signs in for the first time, with a password of one's own from then on. */
    static void signIn(Page page, String login, String oneTime) {
        page.navigate(SITE + "/");
        page.locator("input[name=login]").fill(login);
        page.locator("input[name=password]").fill(oneTime);
        page.locator("main button").click();
        assertThat(page).hasURL(SITE + "/account/password");
        page.locator("input[name=current]").fill(oneTime);
        page.locator("input[name=chosen]").fill(PASSWORD);
        page.locator("input[name=again]").fill(PASSWORD);
        page.locator("main button").click();
        assertThat(page).not().hasURL(Pattern.compile(".*/account/password"));
    }
}

package org.courtbridge.console.users;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.Cookie;
import java.io.BufferedReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.console.join.Axe;
import org.courtbridge.court.access.Membership;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.User;
import org.courtbridge.media.transport.FreePort;
import org.courtbridge.operations.openid.OpenIdProvider;
import org.courtbridge.operations.openid.OpenIdSettings;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Signing in by node-oidc-provider, which we did not write, in Chromium, to which the two are different sites. */
@Timeout(300)
class OpenIdIT {

    private static final Path MODULES = Path.of("/usr/local/lib/courtbridge-peers/node_modules");

    @TempDir
    private Path folder;

    private int providerPort;
    private Process provider;
    private RunningConsole running;
    private Playwright playwright;
    private BrowserContext context;
    private Page page;

    @BeforeEach
    void start() throws Exception {
        providerPort = FreePort.any();
        int consolePort = FreePort.any();
        String site = "http://127.0.0.1:" + consolePort;
        running = new RunningConsole(
                folder,
                Set.of(Role.CLERK),
                Optional.of(new OpenIdProvider(
                        new OpenIdSettings(
                                URI.create("http://localhost:" + providerPort),
                                "courtbridge",
                                Optional.of("a secret of tests"),
                                "Ministry",
                                Optional.of(URI.create(site)),
                                List.of("profile"),
                                "groups",
                                Map.of(Role.CLERK, Set.of("court-clerks")),
                                List.of(
                                        new OpenIdSettings.Grant(Role.OFFICIAL, "hospital", "hospital"),
                                        new OpenIdSettings.Grant(Role.OFFICIAL, "closed", "the old prison"))),
                        InstantSource.system())),
                consolePort);
        provider = provider("first");
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setChromiumSandbox(false)
                        .setArgs(List.of("--disable-gpu", "--no-first-run", "--disable-background-networking")));
        context = browser.newContext();
        // The provider's pages want a font from elsewhere, and wait for it where there is no way out.
        context.route(url -> !url.startsWith("http://localhost:") && !url.startsWith(running.base), Route::abort);
        context.addCookies(List.of(new Cookie("language", "en").setUrl(running.base)));
        page = context.newPage();
    }

    @AfterEach
    void stop() throws Exception {
        playwright.close();
        provider.destroyForcibly().waitFor();
        running.close();
    }

    /** @param key that it signs by */
    private Process provider(String key) throws Exception {
        Process process = new ProcessBuilder(
                        "node",
                        Path.of("src/test/node/openid-provider.mjs")
                                .toAbsolutePath()
                                .toString(),
                        MODULES.toString(),
                        String.valueOf(providerPort),
                        running.base + "/login/provider/back",
                        running.base + "/login",
                        key)
                .redirectErrorStream(true)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals("listening")) {
                Thread.startVirtualThread(() -> output.lines().forEach(rest -> {}));
                return process;
            }
        }
        throw new AssertionError("the provider has ended: " + process.waitFor());
    }

    private void signIn(String login) {
        page.navigate(running.base + "/login");
        page.getByText("Sign in by Ministry").click();
        page.locator("input[name=login]").fill(login);
        page.locator("input[name=password]").fill("any");
        page.locator("button[type=submit]").click();
        page.locator("button[type=submit]").click();
    }

    private void isInside() {
        page.waitForURL(running.base + "/today");
        page.reload();
        assertThat(page.url()).isEqualTo(running.base + "/today");
    }

    @Test
    void aClerkComesInAndGoesOut() throws Exception {
        page.navigate(running.base + "/login");
        assertThat(Axe.violations(page)).isEmpty();
        signIn("clerk");
        isInside();
        User clerk = running.services.access().users().byLogin("clerk").orElseThrow();
        assertThat(clerk.external()).isTrue();
        assertThat(clerk.name()).isEqualTo("Тест clerk");
        assertThat(clerk.roles()).containsExactly(Role.CLERK);
        assertThat(running.services.audit().of(clerk.id()))
                .singleElement()
                .matches(entry -> entry.actor().equals("provider:Ministry")
                        && entry.action().equals("user.add"));

        page.getByText("Sign out").click();
        page.waitForURL("**/login?signed=out");
        assertThat(Axe.violations(page)).isEmpty();
        page.getByText("Sign out of Ministry, too").click();
        page.locator("button[name=logout]").click();
        page.waitForURL(running.base + "/login");
        signIn("clerk");
        isInside();
        assertThat(running.services.access().users().all().stream().filter(User::external))
                .hasSize(1);

        running.services.access().users().setEnabled(clerk.id(), false);
        page.reload();
        assertThat(page.url()).as("signed out").contains("/login");
    }

    @Test
    void whoHasNoRoleHereIsToldSo() {
        signIn("visitor");
        page.waitForURL("**/login/provider/back**");
        assertThat(page.locator("[role=alert]").textContent()).contains("you have no role here");
        assertThat(running.services.access().users().byLogin("visitor")).isEmpty();
        assertThat(context.cookies()).noneMatch(cookie -> cookie.name.equals("session"));
    }

    @Test
    void anOfficialComesInWithARoleInOneInstitution() {
        running.found("hospital", InstitutionKind.HOSPITAL, Optional.empty());
        signIn("official");
        isInside();
        User official = running.services.access().users().byLogin("official").orElseThrow();
        assertThat(official.memberships().own()).containsExactly(Membership.in("hospital", Role.OFFICIAL));
    }

    @Test
    void whoseRoleIsOfAPlaceThatIsNotKnownIsToldSo() {
        signIn("lost");
        page.waitForURL("**/login/provider/back**");
        assertThat(page.locator("[role=alert]").textContent())
                .contains("a place that is not known here: the old prison");
        assertThat(running.services.access().users().byLogin("lost")).isEmpty();
        assertThat(context.cookies()).noneMatch(cookie -> cookie.name.equals("session"));
    }

    @Test
    void whoWasNotSentThereIsNotTakenBack() throws Exception {
        var response = running.send("GET", "/login/provider/back?code=x&state=y", "");
        assertThat(response.statusCode()).isEqualTo(403);
        var other = running.send("GET", "/login/provider/back?code=x&state=y", "", "Cookie", "sign-in=z");
        assertThat(other.statusCode()).isEqualTo(403);
    }

    @Test
    void anotherKeyIsFoundAndPasswordsWorkWhileTheProviderIsAway() throws Exception {
        signIn("clerk");
        isInside();
        provider.destroyForcibly().waitFor();
        provider = provider("second");
        context.clearCookies();
        context.addCookies(List.of(new Cookie("language", "en").setUrl(running.base)));
        signIn("clerk");
        isInside();

        provider.destroyForcibly().waitFor();
        User local = running.services.access().users().add("local", "Local", Set.of(Role.JUDGE), "once-only-2345");
        running.services.access().users().changePassword(local.id(), RunningConsole.PASSWORD);
        context.clearCookies();
        page.navigate(running.base + "/login");
        page.locator("input[name=login]").fill("local");
        page.locator("input[name=password]").fill(RunningConsole.PASSWORD);
        page.locator("main button").click();
        isInside();
    }
}

package org.courtbridge.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SelectOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.courtbridge.console.html.Messages;
import org.courtbridge.console.join.Axe;
import org.courtbridge.console.join.Snapshots;
import org.courtbridge.media.language.Language;

/**
 * Somebody before a browser, who finds everything by the words that stand on the page in their language. Each page that they come to is
 * judged by {@link Axe}, and has to be no wider than the screen.
 */
final class Person implements AutoCloseable {

    /** By what somebody works. */
    enum Hands {
        /** At a desk. */
        MOUSE(1280, 800),
        /** At a desk, without a mouse. */
        KEYBOARD(1280, 800),
        /** On a phone. */
        FINGER(390, 844);

        private final int width;
        private final int height;

        Hands(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }

    private static final Path PICTURES = Path.of("target", "before-the-hearing");

    /** As often as somebody would press it who looks for something. */
    private static final int MOST_TABS = 120;

    private static final int PATIENCE_MS = 15_000;

    final Page page;
    final String login;
    private final String base;
    private final Messages words;
    private final Hands hands;
    private final List<String> faults;
    private final BrowserContext context;
    private int pages;

    /** @param faults to which is added what is wrong with a page */
    Person(Browser browser, String base, Language language, String login, Hands hands, List<String> faults) {
        this.base = base;
        this.words = Messages.in(language);
        this.login = login;
        this.hands = hands;
        this.faults = faults;
        context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(hands.width, hands.height)
                .setAcceptDownloads(true)
                .setExtraHTTPHeaders(Map.of("Accept-Language", language.tag())));
        context.addCookies(List.of(new Cookie("language", language.tag()).setUrl(base)));
        Axe.prepare(context);
        page = context.newPage();
        page.setDefaultTimeout(PATIENCE_MS);
        page.onDialog(Dialog::accept);
        page.onPageError(error -> faults.add(page.url() + " " + error));
        page.onConsoleMessage(message -> {
            // A page that says that something is taken answers with 409.
            if (message.type().equals("error") && !message.text().contains("409")) {
                faults.add(page.url() + " " + message.text());
            }
        });
    }

    String say(String key, Object... arguments) {
        return words.get(key, arguments);
    }

    /** Comes to the day's page: signs in, unless this is done already. */
    void comes() {
        page.navigate(base + "/today");
        passed();
        if (page.getByRole(AriaRole.HEADING, named(say("login.title"))).count() == 1) {
            fill("login.login", login);
            fill("login.password", RunningConsole.PASSWORD);
            press("login.submit");
        }
        assertThat(page.getByRole(AriaRole.HEADING, named(say("today.title")))).isVisible();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Locator.GetByRoleOptions within(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }

    private Locator main() {
        return page.getByRole(AriaRole.MAIN);
    }

    /** The part of the page under a heading. */
    Locator under(String key) {
        return main().locator("section")
                .filter(new Locator.FilterOptions().setHas(page.getByRole(AriaRole.HEADING, named(say(key)))));
    }

    /** The fields that have a title in common. */
    Locator group(String key) {
        return main().getByRole(AriaRole.GROUP, within(say(key)));
    }

    /** Goes to a part of the site by the navigation on each page. */
    void opens(String key) {
        goes(page.getByRole(AriaRole.NAVIGATION, named(say("layout.navigation")))
                .getByRole(AriaRole.LINK, within(say(key))));
    }

    void follow(String words) {
        follow(main(), words);
    }

    void follow(Locator part, String words) {
        goes(part.getByRole(AriaRole.LINK, within(words)));
    }

    void press(String key) {
        press(main(), key);
    }

    void press(Locator part, String key) {
        goes(button(part, key));
    }

    Locator button(Locator part, String key) {
        return part.getByRole(AriaRole.BUTTON, within(say(key)));
    }

    /** By something that leads to another page. */
    void goes(Locator to) {
        page.waitForNavigation(() -> activate(to));
        passed();
    }

    /** Presses what does not lead to another page. */
    void activate(Locator control) {
        if (hands == Hands.KEYBOARD) {
            tabTo(control);
            page.keyboard().press("Enter");
        } else {
            control.click();
        }
    }

    private void tabTo(Locator control) {
        assertThat(control).isVisible();
        for (int i = 0; i <= MOST_TABS; i++) {
            if (Boolean.TRUE.equals(control.evaluate("one => one === document.activeElement"))) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("not reached by Tab: " + control);
    }

    /** A field whose label begins with words; what helps to fill it in may follow them. */
    private Locator field(Locator part, String key) {
        return labelled(part, say(key));
    }

    private Locator labelled(Locator part, String words) {
        return part.getByLabel(Pattern.compile("^\\s*" + words.replaceAll("(?U)\\W", ".")))
                .and(page.locator("input, select, textarea"));
    }

    void fill(String key, String text) {
        fill(main(), key, text);
    }

    void fill(Locator part, String key, String text) {
        Locator field = field(part, key);
        if (hands == Hands.KEYBOARD) {
            tabTo(field);
            page.keyboard().press("Control+A");
            page.keyboard().type(text);
        } else {
            field.fill(text);
        }
    }

    void choose(String key, String option) {
        choose(main(), key, option);
    }

    void choose(Locator part, String key, String option) {
        Locator field = field(part, key);
        if (hands != Hands.KEYBOARD) {
            field.selectOption(new SelectOption().setLabel(option));
            return;
        }
        tabTo(field);
        for (int i = 0; i < 50 && !option.equals(chosen(field)); i++) {
            page.keyboard().press("ArrowDown");
        }
        assertThat(field)
                .hasJSProperty("value", field.locator("option", having(option)).getAttribute("value"));
    }

    private static Locator.LocatorOptions having(String text) {
        return new Locator.LocatorOptions().setHasText(text);
    }

    private static Object chosen(Locator field) {
        return field.evaluate("one => one.selectedOptions[0].text.trim()");
    }

    /** A box or a circle. @param words with which its label begins */
    void tick(Locator part, String words) {
        Locator box = labelled(part, words);
        if (hands == Hands.KEYBOARD) {
            tabTo(box);
            page.keyboard().press("Space");
        } else {
            box.check();
        }
        assertThat(box).isChecked();
    }

    /** Of what was ticked for them. */
    void findsTicked(Locator part, String words) {
        assertThat(labelled(part, words)).isChecked();
    }

    void sees(String... texts) {
        see(main(), texts);
    }

    static void see(Locator part, String... texts) {
        for (String text : texts) {
            assertThat(part).containsText(text);
        }
    }

    /** What the last step has done. */
    void isTold(String key) {
        assertThat(page.getByRole(AriaRole.STATUS).first()).hasText(say(key));
    }

    /** The text of a letter, as it is printed. */
    String letter(Locator link) throws Exception {
        Download download = page.waitForDownload(() -> activate(link));
        try (PDDocument document = Loader.loadPDF(download.path().toFile())) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(document).replaceAll("\\s+", " ");
        }
    }

    Language language() {
        return words.language();
    }

    /** Judges the page as it is now. */
    void passed() {
        String where = "%s-%s-%02d%s"
                .formatted(
                        words.language().tag(),
                        login,
                        ++pages,
                        page.url()
                                .substring(base.length())
                                .replaceAll("\\?.*", "")
                                .replaceAll("/j/.*", "/j")
                                .replaceAll("[0-9a-f-]{36}", "one")
                                .replace('/', '-'));
        Snapshots.take(page, PICTURES.resolve(where + ".png"));
        Axe.violations(page).forEach(fault -> faults.add(where + ": " + fault));
        if (Boolean.TRUE.equals(page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth"))) {
            faults.add(where + ": wider than the screen");
        }
    }

    @Override
    public void close() {
        context.close();
    }
}

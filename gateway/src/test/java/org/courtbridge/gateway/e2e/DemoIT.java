package org.courtbridge.gateway.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The demonstration as a stranger meets it, who has what the terminal says and a browser: everybody hears and sees, and
 * the terminal says so.
 */
@Tag("fast")
class DemoIT {

    private static final int PHONE = 3;
    private static final int SECONDS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** A browser begins with a small picture. */
    private static final Duration UNTIL_WHOLE = Duration.ofSeconds(40);

    private static final Pattern PARTICIPANT = Pattern.compile("Participant +(\\S+)\n +code word: (\\S+)");
    private static final Pattern CLERK = Pattern.compile("Clerk +(\\S+)\n +login: (\\S+) +password: (\\S+)");

    @Test
    void theRoomAndThePhoneSeeAndHearEachOtherAndTheTerminalSaysSo() throws Exception {
        Path folder = Scratch.folder("DemoIT");
        Path config = folder.resolve("gateway.yaml");
        Files.writeString(config, "network:\n  bind: " + Scratch.ADDRESS + "\ntrace: true\n");
        List<String> command = new ArrayList<>(
                JavaProgram.command("org.courtbridge.gateway.Main", List.of("demo", "--config", config.toString())));
        command.add(1, "-Djava.io.tmpdir=" + folder);
        // As ./courtbridge does, where the locale is none.
        Map<String, String> environment = Map.of("LC_ALL", "C.UTF-8");
        try (ChildProcess demo = ChildProcess.start(folder, "demo", environment, command);
                BrowserPeer phone = BrowserPeer.start(folder, PHONE, "ru-KZ")) {
            Matcher invited = told(demo, PARTICIPANT, PATIENCE);
            Matcher clerk = told(demo, CLERK, PATIENCE);
            told(demo, "The room is in the hearing");

            phone.page().navigate(invited.group(1));
            phone.page().waitForSelector("body[data-ready=true]");
            phone.page().getByTestId("code-word").fill(invited.group(2));
            phone.page().getByTestId("join").click();
            phone.page().waitForSelector("body[data-state=lobby][data-connection=connected]");
            told(demo, "The participant waits in the lobby");
            assertThat(demo.log()).doesNotContain("SEES").doesNotContain("HEARS");

            admit(phone, clerk);
            phone.page().waitForSelector("body[data-state=in-hearing]");
            told(demo, "The clerk has admitted the participant");
            sees(demo, phone);
            told(demo, "The room HEARS the other side");
            Await.until("the phone sees and hears the room", PATIENCE, () -> {
                phone.forgetSound();
                long before = phone.framesDecoded();
                Await.elapsed(Duration.ofSeconds(SECONDS));
                return phone.framesDecoded() - before >= 12 * SECONDS
                        && Tones.peak(phone.soundInTheLast(SECONDS)) > 1_000;
            });

            phone.page().getByTestId("mute").click();
            phone.page().getByTestId("camera").click();
            told(demo, "The room has heard nothing for 5 seconds");
            told(demo, "The room sees nobody any more");
            phone.page().getByTestId("leave").click();
            told(demo, "The participant has left the hearing");

            phone.page().getByTestId("rejoin").click();
            phone.page().getByTestId("code-word").fill(invited.group(2));
            phone.page().getByTestId("join").click();
            phone.page().waitForSelector("body[data-state=in-hearing][data-connection=connected]");

            assertThat(demo.log()).doesNotContain("The H.323 room");
            atDesk(phone, clerk, desk -> {
                desk.locator("form[action$='/dial'] button").click();
                told(demo, "The H.323 room is in the hearing");
                told(demo, "The H.323 room SEES the other side");
                told(demo, "The H.323 room HEARS the other side");
                desk.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(folder.resolve("desk.png")));
            });
            phone.page().screenshot(new Page.ScreenshotOptions().setPath(folder.resolve("phone.png")));
            Path traces = keptTraces(folder);
            demo.close();
            TraceJudge.judge(traces);
            assertThat(TraceJudge.fields(traces, "h225", "frame.number")).hasSizeGreaterThan(10);
            assertThat(TraceJudge.fields(traces, "h245.openLogicalChannel_element", "frame.number"))
                    .isNotEmpty();
            String told = demo.log().lines().filter(line -> !isOfTheLoad(line)).collect(Collectors.joining("\n"));
            assertThat(told)
                    .as("nothing but what the demonstration tells, to its end in the middle of a call")
                    .doesNotContain(" INFO ", " WARN ", "Warning", " ERROR ", "Exception", "\tat ", "LEAK:");
        }
    }

    /** Whether a line says that this machine has too little time, or again enough, to code pictures: no fault of the program. */
    private static boolean isOfTheLoad(String line) {
        return line.contains("PictureWorkers coding pictures took ");
    }

    /** The demonstration deletes all that it wrote when it ends, but not what has another name, too. */
    private static Path keptTraces(Path folder) throws IOException {
        Path kept = Files.createDirectory(folder.resolve("traces"));
        try (Stream<Path> written =
                Files.find(folder, 3, (path, _) -> path.toString().endsWith(".pcapng"))) {
            for (Path trace : written.toList()) {
                Files.createLink(kept.resolve(trace.getFileName()), trace);
            }
        }
        return kept;
    }

    /** Lets the phone in with one click, whose request would end with the page. */
    private static void admit(BrowserPeer phone, Matcher clerk) {
        atDesk(phone, clerk, page -> {
            Locator admit = page.locator("form[action$='/admit'] button");
            admit.click();
            Await.until("nobody waits to be admitted", PATIENCE, () -> admit.count() == 0);
        });
    }

    /** Signs in at a desk of its own, on the hearing's page. */
    private static void atDesk(BrowserPeer phone, Matcher clerk, Consumer<Page> clicks) {
        Browser browser = Objects.requireNonNull(phone.page().context().browser());
        try (BrowserContext desk = browser.newContext(new Browser.NewContextOptions().setIgnoreHTTPSErrors(true))) {
            Page page = desk.newPage();
            page.setDefaultTimeout(PATIENCE.toMillis());
            page.navigate(clerk.group(1));
            page.locator("input[name=login]").fill(clerk.group(2));
            page.locator("input[name=password]").fill(clerk.group(3));
            page.locator("main button").click();
            assertThat(page).hasURL(clerk.group(1));
            clicks.accept(page);
        }
    }

    /** The whole picture, unless the browser itself sends a smaller one, as where it is short of processor or line: that is no fault. */
    private static void sees(ChildProcess demo, BrowserPeer phone) {
        told(demo, Pattern.compile("The room SEES the other side: \\d+×\\d+"), PATIENCE);
        String whole = "The room SEES the other side: %d×%d".formatted(Film.WIDTH, Film.HEIGHT);
        try {
            told(demo, Pattern.compile(whole), UNTIL_WHOLE);
        } catch (AssertionError e) {
            List<String> limits = phone.limits();
            if (!limits.contains("cpu") && !limits.contains("bandwidth")) {
                throw new AssertionError("the browser does not limit its picture: " + limits, e);
            }
            System.out.println("not measured whether the whole picture is told of: the browser limits it by " + limits);
        }
    }

    private static void told(ChildProcess demo, String what) {
        told(demo, Pattern.compile(Pattern.quote(what)), PATIENCE);
    }

    private static Matcher told(ChildProcess demo, Pattern what, Duration limit) {
        AtomicReference<String> log = new AtomicReference<>("");
        try {
            return Await.value("the terminal says " + what, limit, () -> {
                log.set(demo.log());
                Matcher matcher = what.matcher(log.get());
                return matcher.find() ? Optional.of(matcher) : Optional.empty();
            });
        } catch (AssertionError e) {
            throw new AssertionError("%s; it says: %s".formatted(e.getMessage(), log), e);
        }
    }
}

package org.courtbridge.signalling.ivr;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.courtbridge.media.language.Language;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.Doubt;
import org.courtbridge.provisioning.testcall.Limits;
import org.courtbridge.provisioning.testcall.Tested;
import org.courtbridge.provisioning.testcall.Verdict;

/** The picture that a room's screen should show, for tests that see it from outside. */
public final class ExpectedScreen {

    /** A pixel that differs by so much was not changed by coding. */
    private static final int CLEARLY = 70;

    private static final Instant ANY = Instant.EPOCH;

    private final PromptScreen screen;

    private ExpectedScreen(PromptScreen screen) {
        this.screen = screen;
    }

    /** The menu in Kazakh, after these keys. */
    public static ExpectedScreen menu(String keys) {
        Menu menu = Menu.open(Menu.Asked.NUMBER_AND_PIN, Language.KAZAKH, ANY).menu();
        for (char key : keys.toCharArray()) {
            menu = menu.key(key, ANY).menu();
        }
        return new ExpectedScreen(MenuScreen.of(menu, ANY));
    }

    /** The menu after a wrong try. */
    public static ExpectedScreen wrong() {
        Menu checking = Menu.openAt(new Menu.Entry("1", Optional.empty()), Language.KAZAKH, ANY)
                .menu()
                .key('1', ANY)
                .menu()
                .key('#', ANY)
                .menu();
        return new ExpectedScreen(
                MenuScreen.of(checking.judged(new Menu.Judgement.Wrong(), ANY).menu(), ANY));
    }

    /** The slate of those who wait in a hearing of that title, in Kazakh. */
    public static ExpectedScreen waiting(String title) {
        return waiting(title, Language.KAZAKH);
    }

    public static ExpectedScreen waiting(String title, Language language) {
        Words words = Words.in(language);
        return new ExpectedScreen(
                PromptScreen.of(words.get("slate.heading"), title).withNotice(words.get("slate.waiting")));
    }

    /** What a room reads in Kazakh that is about to test itself. */
    public static ExpectedScreen guide() {
        Trial.Times times = new Trial.Times(Duration.ZERO, Duration.ZERO, Duration.ZERO);
        return new ExpectedScreen(
                TrialScreen.of(Trial.open(Language.KAZAKH, times, ANY).trial()).orElseThrow());
    }

    /** What a room reads in Kazakh that has tested itself, and failed these checks for no special reason. */
    public static ExpectedScreen failed(List<Check> checks) {
        List<Verdict> verdicts = checks.stream()
                .map(check -> Verdict.of(
                        check,
                        OptionalDouble.of(Limits.standard().of(check).fail()),
                        Limits.standard(),
                        Doubt.NOT_MEASURED))
                .toList();
        Tested tested = new Tested("", new Tested.Place.Room("", ""), Optional.empty(), "", 1, ANY, ANY, verdicts);
        Trial.Times times = new Trial.Times(Duration.ZERO, Duration.ZERO, Duration.ZERO);
        Trial told = new Trial(Language.KAZAKH, new Trial.Stage.Told(TrialVisit.findings(tested)), times, ANY, ANY);
        return new ExpectedScreen(TrialScreen.of(told).orElseThrow());
    }

    /** Of the picture below its heading, the share that clearly differs, 0 to 1. */
    public double difference(BufferedImage seen) {
        BufferedImage expected = ScreenPainter.image(screen, seen.getWidth(), seen.getHeight());
        int top = seen.getHeight() / 5;
        long different = 0;
        for (int y = top; y < seen.getHeight(); y++) {
            for (int x = 0; x < seen.getWidth(); x++) {
                if (Math.abs(green(seen, x, y) - green(expected, x, y)) > CLEARLY) {
                    different++;
                }
            }
        }
        return (double) different / seen.getWidth() / (seen.getHeight() - top);
    }

    private static int green(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) >> 8 & 0xFF;
    }

    @Override
    public String toString() {
        return screen.toString();
    }
}

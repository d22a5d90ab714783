package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.courtbridge.gateway.Figure;
import org.courtbridge.gateway.e2e.BrokenState.Found;
import org.courtbridge.gateway.e2e.Recordings.Form;
import org.courtbridge.gateway.measuring.FurtherAttempts;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.Reason;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Chromium in each state in which phones are broken: some at one time. Takes two minutes and more: {@code ./courtbridge soak states}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("soak")
@Tag("states")
@Tag("measures")
class PhoneStatesIT {

    private static final int WIDTH = 432;
    private static final int HEIGHT = 240;
    private static final int RATE = 48_000;
    private static final long NARROW = 300_000;

    /** More would make Chromium send less of the picture. */
    private static final int LOST_OF_THOUSAND = 80;

    /** More are too much for two processors. */
    private static final int AT_ONCE = 2;

    /** After the verdicts are known the person hears what was heard, and is told after that. */
    private static final Duration LISTENS = Duration.ofSeconds(5);

    /** A phone is sent its own picture back, and nothing that it could miss where no request for a keyframe reaches it. */
    private static final Set<Check> UNTOLD = EnumSet.of(Check.PICTURE_SENT);

    private final List<AutoCloseable> lines = new ArrayList<>();
    private final Map<BrokenState, JsonNode> tests = new EnumMap<>(BrokenState.class);
    private final Map<BrokenState, String> links = new EnumMap<>(BrokenState.class);
    private Optional<Court> opened = Optional.empty();
    private Court court;
    private AdminClient admin;
    private Recordings recordings;

    static Stream<BrokenState> states() {
        return Stream.of(BrokenState.values())
                .filter(state -> state != BrokenState.NO_ANSWER && state != BrokenState.WRONG_PASSWORD);
    }

    @BeforeAll
    void tryAll() throws Exception {
        assumeThat(Recordings.canBeMade()).as("photographs of persons").isTrue();
        court = Court.open("PhoneStatesIT");
        opened = Optional.of(court);
        admin = new AdminClient(court.gateway().data());
        recordings = new Recordings(court.folder(), WIDTH, HEIGHT);
        tryInTurns(states().toList());
        List<BrokenState> again = states().filter(this::hadNoTime).toList();
        if (!again.isEmpty()) {
            FurtherAttempts.note(2, "no time to try phones that are " + again);
            tryInTurns(again);
        }
    }

    /** Whether this machine was too busy to measure, which says nothing of the phone: then there is no test, or it knows no times. */
    private boolean hadNoTime(BrokenState state) {
        JsonNode test = tests.get(state);
        return test == null
                || StreamSupport.stream(test.path("verdicts").spliterator(), false)
                        .anyMatch(verdict ->
                                verdict.path("check").asText().equals("FRAME_RATE") && !verdict.hasNonNull("figure"));
    }

    private void tryInTurns(List<BrokenState> states) throws Exception {
        List<BrokenState> left = new ArrayList<>(states);
        while (!left.isEmpty()) {
            List<BrokenState> now = left.subList(0, Math.min(AT_ONCE, left.size()));
            tryThese(List.copyOf(now));
            now.clear();
        }
    }

    @AfterAll
    void close() throws Exception {
        if (opened.isPresent()) {
            opened.get().close();
        }
    }

    private void tryThese(List<BrokenState> states) throws Exception {
        Map<BrokenState, BrowserPeer> phones = new EnumMap<>(BrokenState.class);
        try {
            for (BrokenState state : states) {
                BrowserPeer phone = BrowserPeer.start(sound(state), film(state), "ru-KZ", program(state));
                phones.put(state, phone);
                phone.page().navigate(link(state));
                phone.page().waitForSelector("body[data-ready=true]");
            }
            phones.values().forEach(PhoneStatesIT::tries);
            phones.values().forEach(PhoneStatesIT::awaitEnd);
        } finally {
            phones.values().forEach(BrowserPeer::close);
            for (AutoCloseable line : lines.reversed()) {
                line.close();
            }
            lines.clear();
        }
        for (BrokenState state : states) {
            found(party(state)).ifPresent(test -> tests.put(state, test));
        }
    }

    private String link(BrokenState state) throws Exception {
        if (!links.containsKey(state)) {
            links.put(state, court.invite(party(state)));
        }
        return Objects.requireNonNull(links.get(state), "link");
    }

    private static int party(BrokenState state) {
        return 1 + state.ordinal();
    }

    private static void tries(BrowserPeer phone) {
        phone.page().getByTestId("code-word").fill(Court.CODE_WORD);
        phone.page().getByTestId("try-call").click();
    }

    private static void awaitEnd(BrowserPeer phone) {
        phone.page()
                .waitForSelector(
                        "body[data-state=tested]",
                        new Page.WaitForSelectorOptions().setTimeout(BrokenState.LONGEST.toMillis()));
    }

    private Path sound(BrokenState state) throws Exception {
        return switch (state) {
            case MUTED -> recordings.silence(RATE);
            // The browser takes away what is steady.
            case NOISY -> recordings.talk("noisy", 0.3, RATE);
            default -> recordings.talk("talk", 0.001, RATE);
        };
    }

    private Path film(BrokenState state) throws Exception {
        return switch (state) {
            case BLACK -> recordings.black(Form.RAW);
            case DARK -> recordings.dark(Form.RAW);
            case FROZEN -> recordings.frozen(Form.JPEG);
            // Of half that size it would fit.
            case NARROW -> new Recordings(court.folder(), 640, 360).grainy(Form.RAW);
            default -> recordings.person(Form.RAW);
        };
    }

    private Path program(BrokenState state) throws Exception {
        return switch (state) {
            case NARROW -> {
                PhoneLine line = line(state);
                line.carries(NARROW);
                line.carriesBack(NARROW);
                yield line.launcher(BrowserPeer.CHROMIUM);
            }
            case LOSSY -> {
                PhoneLine line = line(state);
                LossyLine lossy = LossyLine.back(court.folder(), line);
                lines.add(lossy);
                lossy.loses(LOST_OF_THOUSAND);
                yield line.launcher(BrowserPeer.CHROMIUM);
            }
            case ONE_WAY -> {
                PhoneLine line = line(state);
                LossyLine lossy = LossyLine.of(court.folder(), line);
                lines.add(lossy);
                lossy.losesMedia(LossyLine.ALL);
                yield line.launcher(BrowserPeer.CHROMIUM);
            }
            default -> BrowserPeer.CHROMIUM;
        };
    }

    private PhoneLine line(BrokenState state) throws Exception {
        PhoneLine line = PhoneLine.open(court.folder(), party(state));
        lines.add(line);
        return line;
    }

    /** The last test of a party; empty if it has made none. */
    private Optional<JsonNode> found(int party) throws Exception {
        JsonNode places = admin.get("/hearings/" + court.state().path("id").asText() + "/readiness")
                .path("places");
        Optional<JsonNode> place = StreamSupport.stream(places.spliterator(), false)
                .filter(one -> one.path("place").path("name").asText().equals("Party " + party))
                .findFirst();
        assertThat(place).as("party %d of %s", party, places).isPresent();
        return place.get().hasNonNull("test")
                ? Optional.of(
                        admin.get("/test-calls/" + place.get().path("test").asText()))
                : Optional.empty();
    }

    private static Found found(JsonNode test) {
        Set<Check> failed = EnumSet.noneOf(Check.class);
        Optional<Reason> why = Optional.empty();
        List<String> figures = new ArrayList<>();
        for (JsonNode verdict : test.path("verdicts")) {
            Check check = Check.valueOf(verdict.path("check").asText());
            if (verdict.path("outcome").asText().equals("FAIL")) {
                failed.add(check);
            }
            if (check == Check.CONNECTION && verdict.hasNonNull("reason")) {
                why = Optional.of(Reason.valueOf(verdict.path("reason").asText()));
            }
            figures.add("%s %s: %s"
                    .formatted(
                            check,
                            verdict.path("outcome").asText(),
                            verdict.path("figure").asText()));
        }
        Duration took = Duration.between(
                Instant.parse(test.path("since").asText()),
                Instant.parse(test.path("ended").asText()));
        return new Found(failed, why, took.plus(LISTENS), String.join("\n", figures));
    }

    @ParameterizedTest
    @MethodSource("states")
    void isFound(BrokenState state) throws Exception {
        Found found = found(Objects.requireNonNull(tests.get(state), "test"));
        Files.writeString(
                court.folder().resolve(state + ".txt"), found.took() + " " + found.failed() + "\n" + found.detail());
        Figure.print(
                state.name().toLowerCase(Locale.ROOT) + ".told", found.took().toMillis() / 1e3, "s");
        state.is(found, UNTOLD);
    }

    /** As of a link that is wrong, or holds no more. */
    @Test
    void whoDoesNotKnowTheWordOrHasAWrongLinkIsToldSoAndNotTested() throws Exception {
        String link = court.invite(party(BrokenState.WRONG_PASSWORD));
        try (BrowserPeer phone = BrowserPeer.start(
                recordings.silence(RATE), recordings.black(Form.RAW), "ru-KZ", BrowserPeer.CHROMIUM)) {
            for (String way : List.of(link, link + "x")) {
                phone.page().navigate(way);
                phone.page().waitForSelector("body[data-ready=true]");
                phone.page().getByTestId("code-word").fill(way.equals(link) ? "not it" : Court.CODE_WORD);
                phone.page().getByTestId("try-call").click();
                phone.page().waitForSelector("#join-error:not([hidden]):not(:empty)");
                assertThat(phone.page().locator("#join-error").textContent())
                        .as(way)
                        .contains("Кодовое слово не подошло");
            }
        }
        assertThat(found(party(BrokenState.WRONG_PASSWORD))).isEmpty();
    }

    @Test
    void whoNeverComesIsNotTested() throws Exception {
        int party = party(BrokenState.NO_ANSWER);
        assertThat(court.invite(party)).isNotEmpty();
        assertThat(found(party)).isEmpty();
    }
}

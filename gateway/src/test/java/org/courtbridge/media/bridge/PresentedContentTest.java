package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.leg.Bridge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of rooms with a second picture, in which they present and see what is presented. */
class PresentedContentTest {

    private final PictureHearing hearing = new PictureHearing();
    private final PictureParty room = hearing.room("A");
    private final PictureParty slides = hearing.room("S");
    private final PictureParty other = hearing.room("C");
    private final PictureParty beside = hearing.room("T");
    private final PictureParty browser = hearing.browser("B", 2);

    @AfterEach
    void close() {
        hearing.close();
    }

    @Test
    void slidesAreSeenOnlyWhileTheirRoomPresents() {
        attach(room, slides);
        attach(other);
        attach(browser);
        presents(Optional.empty());
        send(room, slides, browser);
        hearing.bridge.activeSpeaker(room.id());
        hearing.run();
        send(room, slides, browser);
        assertThat(other.seen(0)).endsWith("A").doesNotContain("S");

        presents(Optional.of(room));
        hearing.bridge.activeSpeaker(browser.id());
        hearing.run();
        send(room, slides, browser);
        assertThat(other.seen(0)).as("in place of the camera").endsWith("S");
        assertThat(browser.seen(0)).as("the camera beside it").endsWith("A").doesNotContain("S");
        assertThat(browser.seen(1)).as("a picture of its own").endsWith("S");
        assertThat(browser.told().orElseThrow().screen()).contains("v1");

        presents(Optional.empty());
        browser.transport.forget();
        send(room, slides, browser);
        assertThat(other.seen(0)).endsWith("B");
        assertThat(browser.seen(0)).endsWith("A");
        assertThat(browser.received(1)).isEmpty();
        assertThat(browser.told().orElseThrow().screen()).isEmpty();
    }

    @Test
    void theCameraIsSeenUntilSlidesCome() {
        attach(room, slides);
        attach(other);
        presents(Optional.of(room));
        send(room);
        assertThat(other.seen(0)).endsWith("A");

        send(room, slides);
        send(room, slides);
        assertThat(other.seen(0)).endsWith("S");
    }

    @Test
    void whoeverHasAPictureForItSeesContentBesideThePeople() {
        attach(room, slides);
        attach(other, beside);
        attach(browser);
        presents(Optional.of(room));
        send(room, slides, browser);
        send(room, slides, browser);
        assertThat(beside.seen(0)).endsWith("S").doesNotContain("A", "B");
        assertThat(other.seen(0)).endsWith("A").doesNotContain("S");
        hearing.bridge.activeSpeaker(browser.id());
        hearing.run();
        send(room, slides, browser);
        assertThat(other.seen(0)).as("whoever speaks").endsWith("B");
        assertThat(beside.seen(0)).endsWith("S");

        presents(Optional.empty());
        beside.transport.forget();
        send(room, slides, browser);
        assertThat(beside.transport.packets()).isEmpty();
    }

    @Test
    void aScreenInPlaceOfACameraIsContentToo() {
        PictureParty third = hearing.room("D");
        attach(other, beside);
        attach(browser);
        attach(third);
        presents(Optional.of(browser));
        hearing.bridge.activeSpeaker(browser.id());
        hearing.run();
        send(browser, third);
        assertThat(beside.seen(0)).endsWith("B");
        assertThat(other.seen(0)).as("the people").endsWith("D").doesNotContain("B");
    }

    @Test
    void nothingIsShownWhereContentGoesWhileNobodyPresents() {
        attach(other, beside);
        hearing.bridge.show(other.id(), I420Picture::black);
        hearing.run();
        for (int passed = 0; passed < 2_000; passed += 100) {
            hearing.later(100);
            hearing.drawn();
        }
        assertThat(other.received(0)).as("a still").isNotEmpty();
        assertThat(beside.received(0)).isEmpty();
    }

    private void attach(PictureParty party) {
        hearing.bridge.attach(party, "Party " + party.id(), party.media());
        hearing.run();
    }

    /** @param content that sends and takes the party's second picture */
    private void attach(PictureParty party, PictureParty content) {
        hearing.bridge.attach(party, "Party " + party.id(), party.media(content));
        hearing.run();
    }

    private void presents(Optional<PictureParty> presenter) {
        Set<LegId> inside = Arrays.stream("ABCD".split("")).map(LegId::new).collect(Collectors.toSet());
        hearing.bridge.policy(new Bridge.Policy(
                inside, Set.of(), presenter.map(PictureParty::id), Bridge.Policy.View.NONE, false, true));
        hearing.run();
    }

    /** Keyframes of all. */
    private void send(PictureParty... senders) {
        for (PictureParty sender : senders) {
            sender.sendKeyframe(hearing.now());
        }
        hearing.later(100);
    }
}

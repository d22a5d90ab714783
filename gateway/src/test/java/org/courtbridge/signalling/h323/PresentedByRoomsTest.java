package org.courtbridge.signalling.h323;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.court.conference.RememberingConferences;
import org.courtbridge.h323.h245.Capability;
import org.courtbridge.h323.h245.ChannelChoice;
import org.courtbridge.h323.h245.ControlAction;
import org.courtbridge.h323.h245.H2250Parameters;
import org.courtbridge.h323.h245.MiscellaneousCommand;
import org.courtbridge.h323.h245.OpenLogicalChannel;
import org.courtbridge.h323.h245.OpenLogicalChannelAck;
import org.courtbridge.h323.h245.PresentationMessage;
import org.courtbridge.hearings.Floor;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegNotice;
import org.courtbridge.media.transport.PortRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of presenting, between a room with a second stream of pictures (H.239) and its hearing. */
class PresentedByRoomsTest {

    private static final PortRange PORTS = new PortRange(42_200, 42_299);

    private Rig rig;
    private RememberingConferences conferences;
    private TestRoom room;

    @BeforeEach
    void call(@TempDir Path folder) throws Exception {
        rig = new Rig(folder, PORTS, Rig.MINUTE);
        conferences = rig.conferences;
        room = TestRoom.call(rig.endpoint.port(), "100**" + RememberingConferences.PIN, true, false);
    }

    @AfterEach
    void close() throws Exception {
        room.close();
        rig.close();
    }

    private void talks() throws InterruptedException {
        room.await(() -> conferences.media().receivedVideo().isPresent()
                && !sent().isEmpty()
                && room.seen(ControlAction.Opened.class).size() == 2);
    }

    private List<LegMedia.SentVideo> sent() {
        return conferences.media().sentVideos();
    }

    private Optional<LegMedia.SentVideo> sentContent() {
        return sent().stream()
                .filter(picture -> picture.slot().equals(LegMedia.SentVideo.CONTENT))
                .findFirst();
    }

    private Optional<LegMedia.ReceivedVideo> receivedContent() {
        return conferences.media().receivedContent();
    }

    private void hearingHasItPresent(boolean presents) {
        conferences.leg().notice(new LegNotice.Standing(HearingCommand.Muting.HEARD, Floor.Hand.DOWN, presents));
    }

    private boolean granted(boolean yes) {
        return room.seen(PresentationMessage.Response.class).stream().anyMatch(answer -> answer.acknowledged() == yes);
    }

    /** The room presents on a channel that it has opened. @return the channel */
    private int presents() throws InterruptedException {
        talks();
        int number = room.wantsToPresent();
        room.awaitSeen(ControlAction.TokenHeld.class);
        int before = room.seen(ControlAction.Opened.class).size();
        room.opensContent(number);
        room.await(() -> receivedContent().isPresent()
                && room.seen(ControlAction.Opened.class).size() > before);
        return number;
    }

    @Test
    void aRoomPresentsAndEnds() throws Exception {
        int number = presents();

        assertThat(granted(true)).isTrue();
        assertThat(conferences.story()).containsOnlyOnce("asks to present");
        assertThat(room.seen(OpenLogicalChannelAck.class).getLast())
                .satisfies(ack -> assertThat(ack.forwardNumber()).isEqualTo(number))
                .satisfies(ack ->
                        assertThat(ack.parameters().orElseThrow().sessionId()).contains(ChannelChoice.PRESENTATION));
        assertThat(receivedContent().orElseThrow().formats().get(99))
                .isInstanceOfSatisfying(
                        H264Format.class,
                        format -> assertThat(format.levelIdc()).isEqualTo(31));
        assertThat(receivedContent().orElseThrow().transport())
                .isNotSameAs(conferences.media().receivedVideo().orElseThrow().transport());
        assertThat(sentContent()).isEmpty();

        room.closes(number);
        room.presentsNoMore();
        room.await(() -> conferences.story().contains("presents no more")
                && receivedContent().isEmpty());
        assertThat(conferences.media().receivedVideo()).isPresent();
    }

    @Test
    void aRoomDoesNotPresentWhereTheHearingDoesNotLetIt() throws Exception {
        talks();
        conferences.refusePresenters();
        room.wantsToPresent();
        room.awaitSeen(ControlAction.TokenRefused.class);

        assertThat(granted(false)).isTrue();
        assertThat(granted(true)).isFalse();
    }

    @Test
    void aRoomThatTheHearingStopsIsAskedForTheTokenAndToCloseItsChannel() throws Exception {
        int number = presents();
        hearingHasItPresent(false);

        room.await(() -> receivedContent().isEmpty());
        assertThat(room.seen(PresentationMessage.Request.class)).hasSize(1);
        assertThat(room.seen(ControlAction.TokenLost.class)).hasSize(1);
        assertThat(room.seen(ControlAction.OutgoingClosed.class))
                .extracting(ControlAction.OutgoingClosed::channel)
                .containsExactly(number);
        room.awaitSeen(PresentationMessage.Release.class);
        assertThat(conferences.story()).doesNotContain("presents no more");

        int again = room.wantsToPresent();
        room.await(() -> room.seen(ControlAction.TokenHeld.class).size() == 2);
        room.opensContent(again);
        room.await(() -> receivedContent().isPresent());
    }

    /** What is said of other things than presenting takes nothing from it. */
    @Test
    void aRoomThatAsksIsNotRefusedByAnotherNotice() throws Exception {
        talks();
        hearingHasItPresent(false);
        room.wantsToPresent();
        room.awaitSeen(ControlAction.TokenHeld.class);
        assertThat(granted(false)).isFalse();
    }

    /** Before it asks for the token, as some do; it is not seen until it presents. */
    @Test
    void aRoomMayOpenItsChannelAheadOfTime() throws Exception {
        talks();
        room.opensContent(200);
        room.await(() -> receivedContent().isPresent());
        hearingHasItPresent(false);
        conferences.leg().requestKeyframe();
        room.await(() -> room.seen(ControlAction.Commanded.class).size() == 2);
        assertThat(room.seen(ControlAction.OutgoingClosed.class)).isEmpty();

        room.wantsToPresent();
        room.awaitSeen(ControlAction.TokenHeld.class);
        assertThat(receivedContent()).isPresent();
    }

    @Test
    void aRoomThatPresentsWithoutAChannelPresentsNoMore() throws Exception {
        int number = presents();
        room.closes(number);
        room.await(() -> receivedContent().isEmpty());
        rig.pass(Duration.ofSeconds(9));
        conferences.leg().requestKeyframe();
        room.awaitSeen(MiscellaneousCommand.class);
        assertThat(conferences.story()).doesNotContain("presents no more");

        rig.pass(Duration.ofSeconds(2));
        room.await(() -> conferences.story().contains("presents no more"));
    }

    @Test
    void othersAreShownToARoomThatGivesTheToken() throws Exception {
        talks();
        conferences.leg().presented(true);
        room.await(() -> sentContent().isPresent());

        LegMedia.SentVideo content = sentContent().orElseThrow();
        assertThat(content.bitrate()).isEqualTo(2_000_000);
        assertThat(content.formats().getFirst().payloadType()).isEqualTo(98);
        assertThat(content.transport()).isNotSameAs(sent().getFirst().transport());
        assertThat(sent().getFirst().slot()).isEqualTo("main");
        OpenLogicalChannel opened = room.seen(OpenLogicalChannel.class).getLast();
        assertThat(opened.forwardParameters().map(H2250Parameters::sessionId))
                .contains(room.isMaster() ? 0 : ChannelChoice.PRESENTATION);
        assertThat(room.seen(PresentationMessage.class))
                .containsSubsequence(new PresentationMessage.Owner(0, opened.forwardNumber()));

        room.wantsKeyframe(opened.forwardNumber());
        room.await(() -> conferences.story().contains("keyframe"));

        conferences.leg().presented(false);
        room.await(() -> sentContent().isEmpty());
        room.awaitSeen(ControlAction.TokenReturned.class);
        assertThat(sent()).hasSize(1);

        conferences.leg().presented(true);
        room.await(() -> sentContent().isPresent());
        assertThat(room.contentFromUs().orElseThrow()).isNotEqualTo(opened.forwardNumber());
    }

    /** As when it comes into a hearing in which somebody presents. */
    @Test
    void othersAreShownToARoomThatWasToldBeforeItsChannelsWereOpen() throws Exception {
        room.await(() -> !conferences.story().isEmpty());
        conferences.leg().presented(true);
        room.await(() -> sentContent().isPresent());
    }

    @Test
    void othersAreShownAmongThePeopleToARoomThatKeepsTheToken() throws Exception {
        room.keepsToken();
        talks();
        conferences.leg().presented(true);
        room.await(() -> room.seen(PresentationMessage.Request.class).size() == 1
                && room.seen(ControlAction.TokenAsked.class).size() == 1);
        rig.pass(Duration.ofSeconds(3));
        conferences.leg().requestKeyframe();
        room.await(() -> room.seen(PresentationMessage.Request.class).size() == 2);

        assertThat(room.contentFromUs()).isEmpty();
        assertThat(sent()).hasSize(1);
    }

    @Test
    void othersAreShownAmongThePeopleToARoomThatTakesNoSecondChannel() throws Exception {
        room.takesNoContent();
        talks();
        conferences.leg().presented(true);
        room.awaitSeen(ControlAction.TokenReturned.class);

        assertThat(room.contentFromUs()).isPresent();
        assertThat(sentContent()).isEmpty();
        assertThat(sent()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRoomWithoutASecondStreamOrWithoutTheTokenIsAskedNothing(boolean secondStream) throws Exception {
        room.hasNoToken(secondStream);
        talks();
        conferences.leg().presented(true);
        conferences.leg().requestKeyframe();
        room.awaitSeen(MiscellaneousCommand.class);

        assertThat(room.seen(PresentationMessage.class)).isEmpty();
        assertThat(room.contentFromUs()).isEmpty();
    }

    /** It closes what it is shown, as one that is to show that no more. */
    @Test
    void aRoomThatEndsWhatItIsShownIsLeftAlone() throws Exception {
        talks();
        conferences.leg().presented(true);
        room.await(() -> sentContent().isPresent());
        room.requestsClose(room.contentFromUs().orElseThrow());
        room.awaitSeen(ControlAction.TokenReturned.class);
        room.await(() -> sentContent().isEmpty());

        assertThat(room.seen(PresentationMessage.Request.class)).hasSize(1);
    }

    @Test
    void whatARoomTakesInMidCallIsFollowed() throws Exception {
        talks();
        conferences.leg().presented(true);
        room.await(() -> sentContent().isPresent());
        room.takesNoMore(Capability.Video.class::isInstance);
        room.await(() -> sent().isEmpty());
        assertThat(conferences.media().sentAudio()).isPresent();
        assertThat(conferences.media().receivedVideo()).isPresent();
        room.awaitSeen(ControlAction.TokenReturned.class);

        room.takesAllAgain();
        room.await(() -> sentContent().isPresent() && sent().size() == 2);
    }

    @Test
    void aKeyframeIsAskedOfBothPictures() throws Exception {
        int number = presents();
        conferences.leg().requestKeyframe();
        room.await(() -> room.seen(ControlAction.Commanded.class).size() == 2);

        assertThat(room.seen(ControlAction.Commanded.class))
                .extracting(ControlAction.Commanded::channel)
                .contains(number)
                .doesNotHaveDuplicates();
    }

    @Test
    void contentGoesAsWideAsTheRoomWantsAndAsksForMoreWhereItWantsNothing() throws Exception {
        talks();
        conferences.leg().presented(true);
        room.await(() -> sentContent().isPresent());
        Optional<Integer> channel = room.contentFromUs();
        room.limits(channel, Optional.of(5_000));
        room.await(() ->
                sentContent().filter(content -> content.bitrate() == 500_000).isPresent());
        assertThat(room.seen(PresentationMessage.FlowReleaseRequest.class)).isEmpty();

        room.limits(channel, Optional.of(0));
        room.awaitSeen(PresentationMessage.FlowReleaseRequest.class);
        assertThat(room.seen(PresentationMessage.FlowReleaseRequest.class))
                .containsExactly(new PresentationMessage.FlowReleaseRequest(channel.orElseThrow(), 20_000));
        room.await(() -> sentContent().isEmpty());
        assertThat(sent()).hasSize(1);

        room.limits(channel, Optional.empty());
        room.await(() ->
                sentContent().filter(content -> content.bitrate() == 2_000_000).isPresent());
    }

    @Test
    void aRoomMaySendMoreOfWhatItPresentsAndOfNothingElse() throws Exception {
        int number = presents();
        room.wantsMore(number);
        room.awaitSeen(ControlAction.FlowLimited.class);
        room.wantsMore(7);
        room.await(
                () -> room.seen(PresentationMessage.FlowReleaseResponse.class).size() == 2);

        assertThat(room.seen(PresentationMessage.FlowReleaseResponse.class))
                .containsExactly(
                        new PresentationMessage.FlowReleaseResponse(true, number),
                        new PresentationMessage.FlowReleaseResponse(false, 7));
        assertThat(room.seen(ControlAction.FlowLimited.class))
                .containsExactly(new ControlAction.FlowLimited(Optional.of(number), Optional.of(20_000)));
    }

    /** Sound and pictures take what ports there are. */
    @Test
    void aChannelForWhichThereAreNoPortsIsRefused(@TempDir Path folder) throws Exception {
        try (Rig narrow = new Rig(folder, new PortRange(19_110, 19_113), Rig.MINUTE);
                TestRoom other =
                        TestRoom.call(narrow.endpoint.port(), "100**" + RememberingConferences.PIN, true, false)) {
            other.await(() -> other.seen(ControlAction.Opened.class).size() == 2);
            int number = other.wantsToPresent();
            other.awaitSeen(ControlAction.TokenHeld.class);
            other.opensContent(number);
            other.awaitSeen(ControlAction.OpenFailed.class);
            other.presentsNoMore();

            narrow.conferences.leg().presented(true);
            other.await(() -> other.seen(ControlAction.TokenReturned.class).size() == 1);
            assertThat(other.contentFromUs()).isEmpty();
        }
    }
}

package org.courtbridge.signalling.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.court.conference.CommandRefusedException;
import org.courtbridge.court.conference.SampleHearings;
import org.courtbridge.court.conference.StandInConferences;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.Floor;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegNotice;
import org.courtbridge.media.transport.RtpListener;
import org.courtbridge.media.transport.RtpTransport;

/** Stands for the hearings: keeps what it is told, and sends every party its own sound and picture back. */
public final class EchoingConferences extends StandInConferences {

    public final List<Leg> legs = new CopyOnWriteArrayList<>();
    public final List<LegMedia> media = new CopyOnWriteArrayList<>();
    public final List<PartyId> parties = new CopyOnWriteArrayList<>();
    public final List<HearingCommand> commands = new CopyOnWriteArrayList<>();
    public final List<EndReason> left = new CopyOnWriteArrayList<>();
    private final CountDownLatch someLeft = new CountDownLatch(1);
    public volatile boolean refusing;

    @Override
    public CompletionStage<HearingState> arrive(String hearingId, PartyId party, Leg leg, LegMedia negotiated) {
        if (refusing) {
            return CompletableFuture.failedStage(new CommandRefusedException("no seat"));
        }
        legs.add(leg);
        parties.add(party);
        media.add(negotiated);
        negotiated.sentAudio().ifPresent(sound -> echo(sound.transport(), negotiated));
        leg.notice(new LegNotice.Waiting());
        return CompletableFuture.completedStage(state(hearingId));
    }

    /** A notice of how the hearing stands. */
    public static LegNotice hearing(HearingState.Phase phase) {
        return new LegNotice.HearingChanged("7599", "№ 7599-26-00-2/311 азаматтық іс", phase);
    }

    private static HearingState state(String hearingId) {
        return SampleHearings.of(
                hearingId, "1", "", Optional.empty(), HearingState.Phase.IN_SESSION, new LinkedHashMap<>(), 1);
    }

    static void echo(RtpTransport transport, LegMedia negotiated) {
        transport.listener(new Echo(transport, negotiated));
    }

    @Override
    public CompletionStage<HearingState> submit(String hearingId, HearingCommand command) {
        commands.add(command);
        return CompletableFuture.completedStage(state(hearingId));
    }

    public void admit() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put(media.getLast().sentVideos().getFirst().slot(), "Астана қалалық соты");
        legs.getLast().notice(new LegNotice.Admitted());
        legs.getLast().notice(hearing(HearingState.Phase.IN_SESSION));
        legs.getLast().notice(new LegNotice.Standing(HearingCommand.Muting.HEARD, Floor.Hand.DOWN, false));
        legs.getLast().notice(new LegNotice.Pictures(names, 0, List.of(), Optional.empty()));
    }

    @Override
    public void renegotiated(LegId leg, LegMedia negotiated) {
        media.add(negotiated);
    }

    @Override
    public void left(LegId leg, EndReason reason) {
        left.add(reason);
        someLeft.countDown();
    }

    /** Waits until a leg has left. */
    public void awaitEnd() throws InterruptedException {
        assertThat(someLeft.await(5, TimeUnit.SECONDS)).as("a leg has left").isTrue();
    }

    @Override
    public void keyframeWanted(LegId leg) {}

    @Override
    public void digit(LegId leg, char digit) {}

    @Override
    public Collection<HearingState> all() {
        return List.of();
    }

    /** Sends packets back under our sources, without the header extensions that are for us alone. */
    private static final class Echo implements RtpListener {

        private final RtpTransport transport;
        private final LegMedia media;
        private final RtpPacket copy = new RtpPacket();
        private final byte[] bytes = new byte[2_000];
        private long camera;

        Echo(RtpTransport transport, LegMedia media) {
            this.transport = transport;
            this.media = media;
        }

        @Override
        public void rtp(RtpPacket packet, long arrival) {
            boolean sound = media.receivedAudio()
                    .filter(audio -> audio.formats().containsKey(packet.payloadType()))
                    .isPresent();
            boolean picture = media.receivedVideo()
                    .filter(video -> video.formats().containsKey(packet.payloadType()))
                    .isPresent();
            if (!sound && !picture) {
                return;
            }
            System.arraycopy(packet.getBuffer(), packet.getOffset(), bytes, 0, 12);
            System.arraycopy(packet.getBuffer(), packet.payloadAt(), bytes, 12, packet.payloadLength());
            bytes[0] = (byte) 0x80;
            copy.wrap(bytes, 0, 12 + packet.payloadLength());
            if (picture) {
                camera = packet.ssrc();
                copy.ssrc(media.sentVideos().getFirst().ssrc());
            } else {
                copy.ssrc(media.sentAudio().orElseThrow().ssrc());
            }
            transport.send(copy);
        }

        /** Whoever asks the echo for a keyframe is asked for it. */
        @Override
        public void rtcp(byte[] compound, int offset, int length, long arrival) {
            for (int at = offset; at + 4 <= offset + length; ) {
                boolean pictureLoss = (compound[at] & 0x1F) == 1 && (compound[at + 1] & 0xFF) == 206;
                if (pictureLoss && camera != 0) {
                    byte[] request = new byte[20];
                    request[0] = (byte) 0x80;
                    request[1] = (byte) 201;
                    request[3] = 1;
                    request[7] = 1;
                    request[8] = (byte) 0x81;
                    request[9] = (byte) 206;
                    request[11] = 2;
                    request[15] = 1;
                    for (int i = 0; i < 4; i++) {
                        request[16 + i] = (byte) (camera >> 24 - 8 * i);
                    }
                    transport.sendRtcp(request, 0, request.length);
                }
                at += 4 + 4 * ((compound[at + 2] & 0xFF) << 8 | compound[at + 3] & 0xFF);
            }
        }

        @Override
        public void lost(String reason) {}
    }
}

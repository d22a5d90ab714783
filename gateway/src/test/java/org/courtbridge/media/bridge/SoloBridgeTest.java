package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.codecs.payload.H264Depacketizer;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.payload.H264Payload;
import org.courtbridge.codecs.payload.PayloadTraits;
import org.courtbridge.codecs.payload.SequenceParameterSet;
import org.courtbridge.codecs.rtp.Goodbye;
import org.courtbridge.codecs.rtp.PictureLossIndication;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureDecoder;
import org.courtbridge.media.leg.Bridge;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegMedia.Feedback;
import org.courtbridge.media.leg.LegMedia.KeyframeRequestMethod;
import org.courtbridge.media.leg.LegMedia.ReceivedAudio;
import org.courtbridge.media.leg.LegMedia.SentAudio;
import org.courtbridge.media.leg.Still;
import org.courtbridge.media.video.processing.PictureWorkers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A leg before its hearing and in it: one stream of pictures and one of sound from the first packet to the last. */
class SoloBridgeTest {

    private static final Still GREY = new Plain(90);
    private static final Still WHITE = new Plain(220);
    private static final long SOUND_SSRC = 4_711;

    /** Of simulated time: a minute. */
    private static final int MOST_STEPS = 3_000;

    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().ticker(ticker).build();
    private final PictureWorkers pictures = PictureWorkers.withPlaces(0);
    private final Instant start = Instant.parse("2026-03-01T10:00:00Z");
    private final HearingBridge.Parts parts = HearingBridge.Parts.plain(
            channel.eventLoop(),
            channel.eventLoop(),
            pictures,
            (leg, digit) -> {},
            new BridgeClock(() -> start.plusNanos(ticker.nanoTime()), ticker::nanoTime));
    private final HearingBridge hearing = new HearingBridge(parts);
    private final PictureParty room = PictureParty.room("A", channel.eventLoop());
    private final PictureParty other = PictureParty.room("B", channel.eventLoop());

    private record Plain(int brightness) implements Still {

        @Override
        public I420Picture draw(int width, int height) {
            I420Picture picture = I420Picture.black(width, height);
            picture.fill(0, 0, width, height, brightness, 128, 128);
            return picture;
        }
    }

    @AfterEach
    void close() {
        hearing.close();
        run();
        pictures.close();
        channel.finishAndReleaseAll();
    }

    private void run() {
        channel.runPendingTasks();
        channel.runPendingTasks();
    }

    /** Lets simulated time pass, and stills be drawn, until it is as awaited. */
    private void await(BooleanSupplier condition) {
        for (int steps = 0; !condition.getAsBoolean(); steps++) {
            assertThat(steps).as("steps of 20 ms").isLessThan(MOST_STEPS);
            ticker.advance(20, TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
            run();
            drawn();
            run();
        }
    }

    /** Returns when the one thread that draws stills has done what it was given. */
    private void drawn() {
        CompletableFuture.runAsync(() -> {}, pictures.stills())
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private List<RtpPacket> pictures() {
        return room.transport.packets().stream()
                .filter(packet -> packet.ssrc() == room.sentSsrc(0))
                .toList();
    }

    private List<RtpPacket> sound() {
        synchronized (this) {
            return room.transport.packets().stream()
                    .filter(packet -> packet.ssrc() == SOUND_SSRC)
                    .toList();
        }
    }

    /** Brightness of what the party's screen shows, picture after picture; fails at one that cannot be decoded. */
    private List<Integer> screen() {
        List<Integer> shown = new ArrayList<>();
        H264Depacketizer depacketizer = new H264Depacketizer();
        try (PictureDecoder decoder = PictureDecoder.h264()) {
            for (RtpPacket packet : pictures()) {
                depacketizer.push(packet).ifPresent(unit -> {
                    I420Picture picture = decoder.decode(unit).orElseThrow();
                    shown.add(picture.lumaAt(picture.width() / 2, picture.height() / 2));
                });
            }
            assertThat(depacketizer.incomplete()).isZero();
            assertThat(decoder.refused()).isZero();
        }
        return shown;
    }

    private static boolean near(int brightness, Still still) {
        return still instanceof Plain plain && Math.abs(brightness - plain.brightness) < 6;
    }

    private boolean shows(Still still) {
        List<Integer> shown = screen();
        return !shown.isEmpty() && near(shown.getLast(), still);
    }

    private static void continuous(List<RtpPacket> packets) {
        for (int i = 1; i < packets.size(); i++) {
            RtpPacket before = packets.get(i - 1);
            RtpPacket after = packets.get(i);
            assertThat(after.sequenceNumber() - before.sequenceNumber() & 0xFFFF)
                    .isOne();
            assertThat(after.timestamp() - before.timestamp() & 0xFFFF_FFFFL).isLessThan(0x8000_0000L);
        }
    }

    private LegMedia withSound() {
        LegMedia pictures = room.media();
        AudioFormat format = AudioFormat.withoutParameters(AudioCodec.PCMA, 8);
        return LegMedia.ofSoundAndPictures(
                Optional.of(ReceivedAudio.plain(room.transport, Map.of(8, format), Map.of(101, 8_000))),
                Optional.of(SentAudio.plain(room.transport, SOUND_SSRC, format, "cname")),
                pictures.receivedVideo(),
                pictures.sentVideos());
    }

    @Test
    void stillsChangeGoOverToTheHearingAndGiveWayToAPartyInOneStream() {
        SoloBridge solo = SoloBridge.open(parts, room, "A", withSound(), (leg, digit) -> {});
        solo.show(GREY);
        await(() -> shows(GREY));
        solo.show(WHITE);
        await(() -> shows(WHITE));

        hearing.attach(room, "Party A", withSound());
        hearing.show(room.id(), GREY);
        run();
        solo.close();
        await(() -> shows(GREY));
        assertThat(room.transport.rtcp(Goodbye.class)).isEmpty();

        hearing.attach(other, "Party B", other.media());
        hearing.policy(Bridge.Policy.of(Set.of(room.id(), other.id()), Set.of()));
        run();
        int before = pictures().size();
        await(() -> pictures().size() > before + 3); // until the party's picture has come, the still stays
        assertThat(screen())
                .allSatisfy(shown ->
                        assertThat(near(shown, GREY) || near(shown, WHITE)).isTrue());
        other.sendKeyframe(ticker.nanoTime());
        run();
        int stills = pictures().size();
        for (int i = 0; i < 30; i++) {
            ticker.advance(100, TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
            other.sendPicture(ticker.nanoTime());
            run();
        }
        assertThat(room.seen(0)).isEqualTo("B".repeat(31));
        assertThat(pictures()).hasSize(stills + 30);

        hearing.policy(Bridge.Policy.NOBODY);
        run();
        int cut = pictures().size();
        await(() -> pictures().size() > cut);
        continuous(pictures());
        assertThat(pictures().stream().map(RtpPacket::marker).filter(last -> last))
                .hasSizeGreaterThan(6);
    }

    @Test
    void soundGoesOnWithItsNumbersAndTheTimeThatPassed() {
        SoloBridge solo = SoloBridge.open(parts, room, "A", withSound(), (leg, digit) -> {});
        int[] blocks = {0};
        solo.play(block -> {
            for (int i = 0; i < block.length; i++) {
                block[i] = (float) (0.5 * Math.sin(2 * Math.PI * 1_000 * i / 48_000));
            }
            return ++blocks[0] <= 20;
        });
        run();
        await(() -> sound().size() > 30);
        hearing.attach(room, "Party A", withSound());
        run();
        int before = sound().size();
        await(() -> sound().size() > before + 20);

        List<RtpPacket> packets = sound();
        continuous(packets);
        long span = packets.getLast().timestamp() - packets.getFirst().timestamp() & 0xFFFF_FFFFL;
        assertThat(span).isBetween(160L * (packets.size() - 1), 160L * (packets.size() + 20));
        assertThat(packets.stream().filter(SoloBridgeTest::isLoud)).hasSize(20);
        assertThat(room.transport.rtcp(Goodbye.class)).isEmpty();
    }

    /** In A-law silence is 0xD5 or 0x55; a loud sine has large codes. */
    private static boolean isLoud(RtpPacket packet) {
        int loud = 0;
        for (int i = 0; i < packet.payloadLength(); i++) {
            int code = (packet.getBuffer()[packet.payloadAt() + i] ^ 0x55) & 0x7F;
            loud += code > 0x50 ? 1 : 0;
        }
        return loud > 40;
    }

    @Test
    void aKeyframeComesWhenItIsAskedFor() {
        SoloBridge solo = SoloBridge.open(parts, room, "A", withSound(), (leg, digit) -> {});
        solo.show(GREY);
        await(() -> keyframes() == 1);
        int before = pictures().size();
        await(() -> pictures().size() > before + 3);
        assertThat(keyframes()).isOne();
        room.transport.arrive(new PictureLossIndication(1, room.sentSsrc(0)), ticker.nanoTime());
        await(() -> keyframes() == 2);
        solo.keyframeWanted();
        await(() -> keyframes() == 3);
        solo.close();
        run();
        assertThat(room.transport.rtcp(Goodbye.class)).isNotEmpty();
    }

    /** What is sent while a browser still shakes hands is lost, and not every receiver asks for what it lacks. */
    @Test
    void stillsBeginWithAKeyframeOnceThereIsAWayAndAnotherFollows() {
        room.transport.ready(false);
        SoloBridge solo = SoloBridge.open(parts, room, "A", withSound(), (leg, digit) -> {});
        solo.show(GREY);
        elapse(2_000);
        assertThat(pictures()).isEmpty();

        room.transport.ready(true);
        await(() -> !pictures().isEmpty());
        assertThat(keyframes()).isOne();
        assertThat(shows(GREY)).isTrue();
        elapse(800);
        assertThat(keyframes()).isOne();
        elapse(500);
        assertThat(keyframes()).isEqualTo(2);
        elapse(3_000);
        assertThat(keyframes()).isEqualTo(2);

        room.transport.readyUntold(false);
        elapse(500);
        room.transport.forget();
        elapse(500);
        assertThat(pictures()).isEmpty();
        room.transport.readyUntold(true);
        await(() -> !pictures().isEmpty());
        assertThat(keyframes()).isOne();
        assertThat(shows(GREY)).isTrue();

        // For a moment, between two pictures.
        room.transport.ready(false);
        room.transport.forget();
        room.transport.ready(true);
        await(() -> !pictures().isEmpty());
        assertThat(keyframes()).isOne();
        solo.close();
    }

    /** Lets simulated time pass, and stills be drawn. */
    private void elapse(int millis) {
        long until = ticker.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        await(() -> ticker.nanoTime() - until >= 0);
    }

    private long keyframes() {
        return pictures().stream()
                .filter(packet -> (H264Payload.inspect(packet.getBuffer(), packet.payloadAt(), packet.payloadLength())
                                & PayloadTraits.HAS_SPS)
                        != 0)
                .count();
    }

    @Test
    void everyLevelGetsAPictureThatItTakes() {
        for (int level : List.of(10, 11, 12, 20, 21, 22, 30, 31, 40, 51)) {
            for (int mode : List.of(0, 1)) {
                H264Format format = H264Format.ofLevel(97, 66, 0xE0, level, mode);
                PictureParty small = new PictureParty(
                        "L" + level + mode,
                        Leg.Kind.ROOM,
                        channel.eventLoop(),
                        1,
                        format,
                        List.of(KeyframeRequestMethod.PLI),
                        Set.of(Feedback.PLI));
                try (SoloBridge solo = SoloBridge.open(parts, small, "x", small.media(), (leg, digit) -> {})) {
                    solo.show(GREY);
                    await(() -> small.transport.packets().stream().anyMatch(RtpPacket::marker));
                    List<SequenceParameterSet> sets = new ArrayList<>();
                    for (RtpPacket packet : small.transport.packets()) {
                        int flags = H264Payload.inspect(packet.getBuffer(), packet.payloadAt(), packet.payloadLength());
                        assertThat(flags & PayloadTraits.FRAGMENT).isZero();
                        if ((flags & PayloadTraits.HAS_SPS) != 0) {
                            assertThat(flags & PayloadTraits.AGGREGATE).isZero();
                            sets.add(SequenceParameterSet.parse(
                                    packet.getBuffer(), packet.payloadAt(), packet.payloadLength()));
                        }
                    }
                    assertThat(sets).hasSize(1);
                    assertThat(format.canTake(format, Optional.of(sets.getFirst()), false))
                            .as("level %d takes %s", level, sets.getFirst())
                            .isTrue();
                }
                run();
            }
        }
    }
}

package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.rtp.FullIntraRequest;
import org.courtbridge.codecs.rtp.GenericNack;
import org.courtbridge.codecs.rtp.Goodbye;
import org.courtbridge.codecs.rtp.MaximumBitrate;
import org.courtbridge.codecs.rtp.PictureLossIndication;
import org.courtbridge.codecs.rtp.ReceiverReport;
import org.courtbridge.codecs.rtp.ReportBlock;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.rtp.SenderReport;
import org.courtbridge.codecs.rtp.SourceDescription;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.health.Part;
import org.courtbridge.media.leg.Bridge;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegMedia.Feedback;
import org.courtbridge.media.leg.LegMedia.KeyframeRequestMethod;
import org.courtbridge.media.leg.LegNotice;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.video.processing.PictureWorkers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HearingBridgeTest {

    private static final long MILLISECOND = 1_000_000;

    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().ticker(ticker).build();
    private final ScheduledExecutorService mixers = Executors.newSingleThreadScheduledExecutor();
    private final PictureWorkers pictures = PictureWorkers.withPlaces(0);
    private HearingBridge bridge = bridge();

    private HearingBridge bridge() {
        Instant start = Instant.parse("2026-03-01T10:00:00Z");
        return new HearingBridge(HearingBridge.Parts.plain(
                channel.eventLoop(),
                mixers,
                pictures,
                (leg, digit) -> {},
                new BridgeClock(() -> start.plusNanos(ticker.nanoTime()), ticker::nanoTime)));
    }

    @BeforeEach
    void beginLateEnoughToBeAfterEverything() {
        ticker.advance(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() {
        bridge.close();
        run();
        mixers.shutdownNow();
        pictures.close();
        channel.finishAndReleaseAll();
    }

    @Test
    void twoPartiesSeeEachOtherAndNotThemselves() {
        PictureParty room = room("A");
        PictureParty phone = browser("B", 3);
        admit(room, phone);
        bothSend(3, room, phone);

        assertThat(room.seen(0)).isEqualTo("BBB");
        assertThat(phone.seen(0)).isEqualTo("AAA");
        assertThat(phone.seen(1)).isEmpty();
        assertThat(phone.names()).isEqualTo(Map.of("v0", "Party A"));
    }

    @Test
    void nobodySeesOrIsSeenBeforeThePolicyLetsItIn() {
        PictureParty room = room("A");
        PictureParty phone = browser("B", 1);
        attach(room, phone);
        bothSend(2, room, phone);
        assertThat(room.transport.sent).isEmpty();
        assertThat(phone.transport.sent).isEmpty();

        policy(room, phone);
        bothSend(2, room, phone);
        assertThat(room.seen(0)).isEqualTo("BB");
    }

    @Test
    void closingTheSessionCutsThePictureWithTheNextPacket() {
        PictureParty room = room("A");
        PictureParty phone = browser("B", 1);
        admit(room, phone);
        bothSend(2, room, phone);

        bridge.policy(Bridge.Policy.NOBODY);
        // Nothing else has run since.
        phone.sendPicture(now());
        room.sendPicture(now());
        assertThat(room.seen(0)).isEqualTo("BB");
        assertThat(phone.seen(0)).isEqualTo("AA");

        policy(room, phone);
        phone.sendPicture(now());
        assertThat(room.seen(0)).as("only a keyframe opens it again").isEqualTo("BB");
        phone.sendKeyframe(now());
        assertThat(room.seen(0)).isEqualTo("BBB");
        assertThatStreamIsOne(room, 0);
    }

    @Test
    void aRoomSeesTheSpeakerAndNeverItself() {
        PictureParty a = room("A");
        PictureParty b = room("B");
        PictureParty c = browser("C", 5);
        admit(a, b, c);
        speak(b);
        keyframes(a, b, c);
        assertThat(a.seen(0)).isEqualTo("B");

        speak(c);
        keyframes(a, b, c);
        assertThat(a.seen(0)).isEqualTo("BC");
        assertThat(b.seen(0)).endsWith("C");

        speak(a);
        keyframes(a, b, c);
        assertThat(a.seen(0)).as("keeps who was there").isEqualTo("BCC");
        assertThat(b.seen(0)).endsWith("A");
        assertThat(a.seen(0)).doesNotContain("A");
        assertThatStreamIsOne(a, 0);
        assertThatStreamIsOne(b, 0);

        assertThat(c.names()).isEqualTo(Map.of("v0", "Party A", "v1", "Party B"));
    }

    @Test
    void aBrowserKeepsItsSlotsWhenOthersComeAndGo() {
        PictureParty phone = browser("A", 2);
        PictureParty b = browser("B", 2);
        PictureParty c = browser("C", 2);
        PictureParty d = browser("D", 2);
        admit(phone, b, c, d);
        assertThat(phone.names()).isEqualTo(Map.of("v0", "Party B", "v1", "Party C"));
        assertThat(phone.notices)
                .last()
                .isEqualTo(new LegNotice.Pictures(phone.names(), 1, List.of(), Optional.empty()));

        bridge.detach(b.id());
        run();
        assertThat(phone.names()).isEqualTo(Map.of("v0", "Party D", "v1", "Party C"));
        keyframes(c, d);
        assertThat(phone.seen(0)).isEqualTo("D");
        assertThat(phone.seen(1)).isEqualTo("C");
    }

    @Test
    void aBrowserWithFewSlotsSeesTheSpeakerInPlaceOfWhoIsSilentLongest() {
        PictureParty phone = browser("A", 2);
        PictureParty b = browser("B", 2);
        PictureParty c = browser("C", 2);
        PictureParty d = browser("D", 2);
        PictureParty e = browser("E", 2);
        admit(phone, b, c, d, e);
        speak(c);
        assertThat(phone.names()).isEqualTo(Map.of("v0", "Party B", "v1", "Party C"));
        speak(d);
        assertThat(phone.names()).isEqualTo(Map.of("v0", "Party D", "v1", "Party C"));
        keyframes(b, c, d);
        assertThat(phone.seen(0)).isEqualTo("D");
        speak(phone);
        assertThat(phone.names()).as("its own speech").isEqualTo(Map.of("v0", "Party D", "v1", "Party C"));
        speak(c);
        speak(e);
        assertThat(phone.names()).isEqualTo(Map.of("v0", "Party E", "v1", "Party C"));
        assertThat(phone.notices)
                .last()
                .isEqualTo(new LegNotice.Pictures(phone.names(), 2, List.of(), Optional.empty()));
    }

    @Test
    void whoeverSeesOnePictureSeesTheScreenWhoeverSpeaks() {
        PictureParty a = room("A");
        PictureParty b = room("B");
        PictureParty c = browser("C", 2);
        admit(a, b, c);
        presents(c, a, b, c);
        speak(b);
        keyframes(a, b, c);
        assertThat(a.seen(0)).endsWith("C");
        assertThat(b.seen(0)).endsWith("C");
        assertThat(a.told().orElseThrow().screen()).contains("main");
        assertThat(c.told().orElseThrow().screen()).as("its own screen").isEmpty();

        policy(a, b, c);
        keyframes(a, b, c);
        assertThat(a.seen(0)).as("back to the speaker").endsWith("B");
        assertThat(a.told().orElseThrow().screen()).isEmpty();
    }

    @Test
    void aBrowserWithOneSlotKeepsTheScreenInItWhoeverSpeaks() {
        PictureParty phone = browser("A", 1);
        PictureParty b = browser("B", 1);
        PictureParty c = browser("C", 1);
        admit(phone, b, c);
        speak(b);
        presents(c, phone, b, c);
        assertThat(phone.names()).isEqualTo(Map.of("v0", "Party C"));
        speak(b);
        assertThat(phone.names()).isEqualTo(Map.of("v0", "Party C"));
        assertThat(phone.told().orElseThrow().screen()).contains("v0");
    }

    @Test
    void aSwitchWaitsForTheKeyframeAndLeavesNoBreak() {
        PictureParty a = room("A");
        PictureParty b = room("B");
        PictureParty c = room("C");
        admit(a, b, c);
        speak(b);
        keyframes(b);
        for (int i = 0; i < 50; i++) {
            b.sendPicture(now());
            c.sendPicture(now());
            later(33);
        }
        speak(c);
        c.sendPicture(now());
        b.sendPicture(now());
        c.sendKeyframe(now());
        c.sendPicture(now());

        assertThat(a.seen(0)).isEqualTo("B".repeat(51) + "CC");
        assertThatStreamIsOne(a, 0);
    }

    @Test
    void asksByTheNextWayWhenOneBringsNoKeyframe() {
        PictureParty room = room("A");
        PictureParty phone = browser("B", 1);
        attach(room, phone);
        room.sendPicture(now());
        policy(room, phone);
        run();
        assertThat(room.transport.rtcp(PictureLossIndication.class)).hasSize(1);
        later(400);
        assertThat(room.transport.rtcp(FullIntraRequest.class)).isEmpty();
        later(150);
        assertThat(room.transport.rtcp(FullIntraRequest.class)).hasSize(1);
        later(550);
        assertThat(room.signalledKeyframes).isEqualTo(1);
        later(550);
        assertThat(room.transport.rtcp(PictureLossIndication.class)).hasSize(2);

        room.sendKeyframe(now());
        room.transport.forget();
        later(3000);
        assertThat(room.transport.rtcp(PictureLossIndication.class)).isEmpty();
        assertThat(phone.seen(0)).isEqualTo("A");

        bridge.keyframeWanted(phone.id());
        run();
        assertThat(room.transport.rtcp(PictureLossIndication.class))
                .as("the way that worked comes first")
                .hasSize(1);
    }

    @Test
    void requestsForKeyframesGoToWhomTheAskerSeesAtMostTwiceASecond() {
        PictureParty room = room("A");
        PictureParty phone = browser("B", 1);
        admit(room, phone);
        bothSend(1, room, phone);
        later(1000);
        room.transport.forget();
        for (int i = 0; i < 20; i++) {
            phone.transport.arrive(new PictureLossIndication(1, phone.sentSsrc(0)), now());
        }
        assertThat(room.transport.rtcp(PictureLossIndication.class)).hasSize(1);
        assertThat(room.transport.rtcp(PictureLossIndication.class).getFirst().mediaSsrc())
                .isEqualTo(room.ssrc);

        phone.transport.forget();
        room.transport.arrive(new FullIntraRequest(1, List.of(new FullIntraRequest.Entry(room.sentSsrc(0), 7))), now());
        assertThat(phone.transport.rtcp(PictureLossIndication.class)).hasSize(1);
        phone.sendKeyframe(now());
        later(1000);
        phone.transport.forget();
        room.transport.arrive(new FullIntraRequest(1, List.of(new FullIntraRequest.Entry(room.sentSsrc(0), 7))), now());
        assertThat(phone.transport.rtcp(PictureLossIndication.class))
                .as("repeated")
                .isEmpty();
    }

    @Test
    void aLateJoinerGetsAKeyframeAtOnce() {
        PictureParty a = room("A");
        PictureParty b = browser("B", 3);
        admit(a, b);
        bothSend(5, a, b);
        later(2000);
        a.transport.forget();

        PictureParty late = browser("C", 3);
        attach(late);
        policy(a, b, late);
        assertThat(a.transport.rtcp(PictureLossIndication.class)).hasSize(1);
        a.sendPicture(now());
        assertThat(late.seen(0)).isEmpty();
        a.sendKeyframe(now());
        assertThat(late.seen(0)).isEqualTo("A");
        assertThat(b.seen(0)).as("one keyframe serves all").endsWith("A");
    }

    @Test
    void aKeyframeWithoutParameterSetsGetsTheLastOnes() {
        PictureParty a = room("A");
        PictureParty b = room("B");
        attach(a, b);
        a.sendKeyframe(now());
        policy(a, b);
        a.timestamp += 6000;
        byte[] slice = new byte[500];
        slice[0] = 0x65;
        slice[2] = 'A';
        a.send(slice, true, now());
        a.sendPicture(now());

        List<Integer> types = b.transport.packets().stream()
                .map(packet -> packet.getBuffer()[packet.payloadAt()] & 0x1F)
                .toList();
        assertThat(types).containsExactly(7, 8, 5, 1);
        assertThatStreamIsOne(b, 0);
    }

    @Test
    void aReceiverOfMode0IsSparedAggregatesAndFragments() {
        PictureParty sender = room("A");
        PictureParty old = party("B", H264Format.ofLevel(PictureParty.PAYLOAD_TYPE, 66, 0xE0, 31, 0));
        admit(sender, old);
        byte[] aggregate = aggregate(PictureParty.SPS, PictureParty.PPS, new byte[] {0x65, 1, 2});
        sender.timestamp += 6000;
        sender.send(aggregate, true, now());
        sender.sendPicture(now());
        assertThat(old.transport.packets().stream()
                        .map(packet -> packet.getBuffer()[packet.payloadAt()] & 0x1F)
                        .toList())
                .containsExactly(7, 8, 5, 1);
        assertThat(old.transport.packets().stream().map(RtpPacket::marker).toList())
                .containsExactly(false, false, true, true);
        assertThatStreamIsOne(old, 0);
        assertThat(old.names()).hasSize(1);

        sender.send(new byte[] {0x7C, (byte) 0x85, 1, 2, 3}, false, now());
        run();
        assertThat(old.transport.packets()).as("a fragment cannot be taken").hasSize(4);
        assertThat(old.names()).as("shown as absent").isEmpty();
        assertThat(old.notices).last().isEqualTo(new LegNotice.Pictures(Map.of(), 1, List.of(), Optional.empty()));
    }

    @Test
    void aPictureThatIsTooLargeIsAbsent() {
        PictureParty sender = room("A");
        // Level 1.3 allows 396 macroblocks; the picture has 920.
        PictureParty small = party("B", H264Format.ofLevel(PictureParty.PAYLOAD_TYPE, 66, 0xE0, 13, 1));
        admit(sender, small);
        sender.sendKeyframe(now());
        run();
        sender.sendKeyframe(now());
        assertThat(small.transport.sent).isEmpty();
        assertThat(small.names()).isEmpty();
    }

    @Test
    void lostPacketsAreAskedForAndSentAgain() {
        PictureParty a = browser("A", 1);
        PictureParty b = browser("B", 1);
        admit(a, b);
        a.sendKeyframe(now());
        int missing = a.sequence;
        a.sequence = a.sequence + 1 & 0xFFFF;
        a.sendPicture(now());
        later(60);
        assertThat(a.transport.rtcp(GenericNack.class))
                .first()
                .satisfies(nack -> assertThat(nack.lost()).containsExactly(missing));

        List<RtpPacket> got = b.transport.packets();
        assertThat(got.getLast().sequenceNumber() - got.get(2).sequenceNumber() & 0xFFFF)
                .as("the gap stays open")
                .isEqualTo(2);
        b.transport.forget();
        int wanted = got.getLast().sequenceNumber();
        b.transport.arrive(new GenericNack(1, b.sentSsrc(0), List.of(wanted)), now());
        RtpPacket repeated = b.transport.packets().getFirst();
        assertThat(repeated.payloadType()).isEqualTo(PictureParty.REPEATS);
        assertThat(repeated.ssrc()).isEqualTo(b.sentSsrc(0) + 100);
        byte[] bytes = repeated.getBuffer();
        assertThat((bytes[12] & 0xFF) << 8 | bytes[13] & 0xFF).isEqualTo(wanted);
    }

    @Test
    void reportsEachSecondAndSaysGoodbye() {
        PictureParty room = room("A");
        PictureParty phone = browser("B", 1);
        admit(room, phone);
        bothSend(10, room, phone);
        later(1100);
        List<SenderReport> reports = phone.transport.rtcp(SenderReport.class);
        assertThat(reports).as("at once, and twice").hasSize(2);
        SenderReport report = reports.getLast();
        assertThat(report.ssrc()).isEqualTo(phone.sentSsrc(0));
        assertThat(report.packets()).isEqualTo(12);
        assertThat(report.reports()).extracting(ReportBlock::ssrc).containsExactly(phone.ssrc);
        assertThat(phone.transport.rtcp(SourceDescription.class))
                .contains(SourceDescription.cname(phone.sentSsrc(0), "cname"));
        assertThat(phone.transport.rtcp(MaximumBitrate.class)).isNotEmpty();

        phone.transport.arrive(
                new ReceiverReport(1, List.of(new ReportBlock(phone.sentSsrc(0), 0, 3, 0, 900, 0, 0))), now());
        later(20);
        phone.transport.arrive(
                new ReceiverReport(
                        1,
                        List.of(new ReportBlock(
                                phone.sentSsrc(0), 0, 3, 0, 900, report.ntpTime() >>> 16 & 0xFFFF_FFFFL, 0))),
                now());
        later(1100);
        LegStatistics.Stream sent = bridge.statistics().get(1).streams().stream()
                .filter(stream -> stream.direction() == LegStatistics.Direction.SENT)
                .findFirst()
                .orElseThrow();
        assertThat(sent.network().lost()).isEqualTo(3);
        assertThat(sent.network().jitter()).isEqualTo(10);
        assertThat(sent.network().roundTrip().orElseThrow()).isBetween(850.0, 950.0);
        assertThat(sent.content().frames()).isEqualTo(10);
        assertThat(sent.content().keyframes()).isEqualTo(1);

        bridge.detach(phone.id());
        run();
        assertThat(phone.transport.rtcp(Goodbye.class).getFirst().ssrcs()).containsExactly(phone.sentSsrc(0));
    }

    @Test
    void aLostTransportEndsItsLegAndJunkDoesNot() {
        PictureParty room = room("A");
        admit(room);
        room.transport.arriveJunk(new byte[] {1, 2, 3, 4, 5}, now());
        assertThat(room.ends).isEmpty();
        room.transport.lose();
        assertThat(room.ends).containsExactly(EndReason.MEDIA_LOST);
    }

    @Test
    void renegotiatingKeepsTheStream() {
        PictureParty a = room("A");
        PictureParty b = room("B");
        admit(a, b);
        bothSend(3, a, b);
        bridge.renegotiated(b.id(), b.media());
        run();
        a.sendPicture(now());
        assertThat(b.seen(0)).isEqualTo("AAAA");

        bridge.renegotiated(
                b.id(), LegMedia.ofSound(b.media().receivedAudio(), b.media().sentAudio()));
        run();
        a.sendPicture(now());
        b.sendPicture(now());
        assertThat(b.seen(0)).as("held").isEqualTo("AAAA");
        assertThat(a.seen(0)).isEqualTo("BBB");

        bridge.renegotiated(b.id(), b.media());
        run();
        keyframes(a, b);
        assertThat(b.seen(0)).isEqualTo("AAAAA");
        assertThat(a.seen(0)).isEqualTo("BBBB");
        assertThatStreamIsOne(a, 0);
    }

    @Test
    void forwardingOnOneLoopAllocatesNothing() {
        PictureParty a = browser("A", 1);
        PictureParty b = browser("B", 1);
        admit(a, b);
        a.sendKeyframe(now());
        run();
        b.transport.countOnly();
        byte[] slice = new byte[1000];
        slice[0] = 0x41;
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = 0;
        for (int i = 0; i < 30_000; i++) {
            if (i == 20_000) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            a.timestamp += 3000;
            a.send(slice, true, 0);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(b.transport.count()).isEqualTo(30_003);
        assertThat(allocated).as("bytes for 10,000 packets").isLessThan(20_000);
    }

    @Test
    void picturesCrossFromOneLoopToAnother() throws Exception {
        DefaultEventLoop other = new DefaultEventLoop();
        try {
            PictureParty a = room("A");
            PictureParty b = PictureParty.room("B", other);
            bridge.attach(a, "Party A", a.media());
            bridge.attach(b, "Party B", b.media());
            policy(a, b);
            other.submit(() -> {}).sync();
            run();
            a.sendKeyframe(now());
            for (int i = 0; i < 100; i++) {
                a.sendPicture(now());
            }
            other.submit(() -> {}).sync();
            String seen = other.submit(() -> b.seen(0)).get(60, TimeUnit.SECONDS);
            assertThat(seen).isEqualTo("A".repeat(101));
            other.submit(() -> assertThatStreamIsOne(b, 0)).sync();
        } finally {
            bridge.close();
            run();
            other.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }

    @Test
    void crossingFromOneLoopToAnotherAllocatesNothing() throws Exception {
        EventLoopGroup others = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        EventLoop other = others.next();
        try {
            PictureParty a = room("A");
            PictureParty b = PictureParty.room("B", other);
            bridge.attach(a, "Party A", a.media());
            bridge.attach(b, "Party B", b.media());
            policy(a, b);
            other.submit(() -> {}).sync();
            run();
            a.sendKeyframe(now());
            b.transport.countOnly();
            var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long there = other.submit(() -> Thread.currentThread().threadId()).get();
            byte[] slice = new byte[1000];
            slice[0] = 0x41;
            long before = 0;
            for (int i = 0; i < 300; i++) {
                if (i == 200) {
                    before = threads.getCurrentThreadAllocatedBytes() + threads.getThreadAllocatedBytes(there);
                }
                for (int j = 0; j < 100; j++) {
                    a.timestamp += 3000;
                    a.send(slice, true, 0);
                }
                other.submit(() -> {}).sync();
            }
            long allocated = threads.getCurrentThreadAllocatedBytes() + threads.getThreadAllocatedBytes(there) - before;
            assertThat(b.transport.count()).isEqualTo(30_003);
            assertThat(allocated).as("bytes for 10,000 packets").isLessThan(100_000);
        } finally {
            bridge.close();
            run();
            others.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }

    private PictureParty room(String name) {
        return PictureParty.room(name, channel.eventLoop());
    }

    private PictureParty browser(String name, int pictures) {
        return PictureParty.browser(name, channel.eventLoop(), pictures);
    }

    private PictureParty party(String name, H264Format format) {
        return new PictureParty(
                name,
                Leg.Kind.ROOM,
                channel.eventLoop(),
                1,
                format,
                List.of(KeyframeRequestMethod.PLI),
                Set.of(Feedback.PLI));
    }

    @Test
    void aFaultInWhatIsDoneForOnePartyEndsItsCallAndNobodyElses() {
        PictureParty room = room("A");
        PictureParty phone = browser("B", 1);
        admit(room, phone);
        bothSend(2, room, phone);
        room.transport.faultyRtcp = true;
        later(3_000);

        assertThat(room.ends).containsExactly(EndReason.ERROR);
        assertThat(pictures.errors().count(Part.MEDIA_CONTROL)).isEqualTo(1);
        assertThat(phone.ends).isEmpty();
        phone.transport.forget();
        bothSend(2, room, phone);
        later(3_000);
        assertThat(phone.transport.rtcp(SenderReport.class)).hasSizeGreaterThanOrEqualTo(2);
        room.transport.faultyRtcp = false;
    }

    @Test
    void aPartyThatCannotBeTakenInForAFaultIsToldSo() {
        PictureParty room = room("A");
        PictureParty phone = browser("B", 1);
        room.faulty = true;
        bridge.attach(room, "Party A", room.media());
        run();
        assertThat(room.ends).containsExactly(EndReason.ERROR);
        assertThat(pictures.errors().count(Part.MEDIA_CONTROL)).isEqualTo(1);
        bridge.attach(phone, "Party B", phone.media());
        run();
        assertThat(phone.ends).isEmpty();
        assertThat(bridge.statistics()).hasSize(1);
    }

    @Test
    void aPartyWhoseNewMediaCannotBeTakenForAFaultIsEnded() {
        PictureParty room = room("A");
        PictureParty phone = browser("B", 1);
        admit(room, phone);
        PictureParty changed = room("A");
        changed.transport.faultyLoop = true;
        bridge.renegotiated(room.id(), changed.media());
        run();
        assertThat(room.ends).containsExactly(EndReason.ERROR);
        assertThat(phone.ends).isEmpty();
    }

    /** Whatever else they do, a clock goes on. */
    @Test
    void aFaultAsItIsLookedWhoSeesWhomIsNoneTheNextTime() {
        PictureParty room = room("A");
        PictureParty phone = browser("B", 1);
        admit(room, phone);
        for (int faults = 1; faults <= 2; faults++) {
            bridge.thumbnail(room.id());
            run();
            phone.faulty = true;
            later(Thumbnails.PATIENCE / MILLISECOND + 1_500);
            phone.faulty = false;
            assertThat(pictures.errors().count(Part.PICTURES)).isEqualTo(faults);
        }
        assertThat(phone.ends).isEmpty();
    }

    private void admit(PictureParty... parties) {
        attach(parties);
        policy(parties);
    }

    private void attach(PictureParty... parties) {
        for (PictureParty party : parties) {
            bridge.attach(party, "Party " + party.id(), party.media());
        }
        run();
    }

    private void policy(PictureParty... inside) {
        Set<LegId> legs = Arrays.stream(inside).map(PictureParty::id).collect(Collectors.toSet());
        bridge.policy(Bridge.Policy.of(legs, Set.of()));
        run();
    }

    private void presents(PictureParty presenter, PictureParty... inside) {
        Set<LegId> legs = Arrays.stream(inside).map(PictureParty::id).collect(Collectors.toSet());
        bridge.policy(
                new Bridge.Policy(legs, Set.of(), Optional.of(presenter.id()), Bridge.Policy.View.NONE, false, true));
        run();
    }

    private void speak(PictureParty party) {
        bridge.activeSpeaker(party.id());
        run();
    }

    private void bothSend(int pictures, PictureParty... parties) {
        for (int i = 0; i < pictures; i++) {
            for (PictureParty party : parties) {
                if (i == 0) {
                    party.sendKeyframe(now());
                } else {
                    party.sendPicture(now());
                }
            }
            later(33);
        }
    }

    private void keyframes(PictureParty... parties) {
        for (PictureParty party : parties) {
            party.sendKeyframe(now());
        }
    }

    private static byte[] aggregate(byte[]... units) {
        byte[] payload = new byte[100];
        payload[0] = 0x78;
        int size = 1;
        for (byte[] unit : units) {
            payload[size + 1] = (byte) unit.length;
            System.arraycopy(unit, 0, payload, size + 2, unit.length);
            size += 2 + unit.length;
        }
        return Arrays.copyOf(payload, size);
    }

    /** One SSRC, every sequence number one after the other, timestamps that never go back. */
    private static void assertThatStreamIsOne(PictureParty receiver, int slot) {
        List<RtpPacket> packets = receiver.transport.packets().stream()
                .filter(packet -> packet.ssrc() == receiver.sentSsrc(slot))
                .toList();
        assertThat(packets).hasSameSizeAs(receiver.transport.packets());
        for (int i = 1; i < packets.size(); i++) {
            assertThat(packets.get(i).sequenceNumber())
                    .isEqualTo(packets.get(i - 1).sequenceNumber() + 1 & 0xFFFF);
            assertThat((int) (packets.get(i).timestamp() - packets.get(i - 1).timestamp()))
                    .isBetween(0, 90_000 * 60);
        }
    }

    private long now() {
        return ticker.nanoTime();
    }

    private void run() {
        channel.runPendingTasks();
        channel.runPendingTasks();
    }

    private void later(long millis) {
        for (long passed = 0; passed < millis; passed += 10) {
            ticker.advance(Math.min(10, millis - passed) * MILLISECOND, TimeUnit.NANOSECONDS);
            channel.runScheduledPendingTasks();
            run();
        }
    }
}

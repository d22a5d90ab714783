package org.courtbridge.media.video.receive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.rtp.HeaderExtensions;
import org.courtbridge.codecs.rtp.ReportBlock;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.rtp.SenderReport;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.LegMedia.Feedback;
import org.courtbridge.media.leg.LegMedia.Layering;
import org.courtbridge.media.leg.LegMedia.ReceivedVideo;
import org.courtbridge.media.leg.LegMedia.SentVideo;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.pacing.PacedTransport;
import org.courtbridge.media.transport.RtpTransport;
import org.courtbridge.media.video.Party;

/**
 * The pictures of one party's camera, or what it shows beside it, in one size or in several at once (simulcast, RFC 8853), each a
 * {@link VideoReceiver} of its own. Which layer a packet belongs to, its rid says (RFC 8852) until its SSRC is known. Lives
 * on its transport's event loop; what other threads may call says so. Allocates nothing for a packet.
 */
public final class SimulcastReceiver {

    private static final long UNKNOWN = -1;

    private final Party party;
    private final boolean content;
    private final RtpTransport transport;
    private final List<VideoReceiver> layers = new ArrayList<>();

    /** Of the layers, in their order. */
    private final List<String> names;

    private final Optional<Layering> layering;
    private final byte[][] rids;
    private final long[] ssrcs;
    private final long[] repairs;
    private final boolean[] repeats = new boolean[128];
    private volatile boolean heedsLimits;
    private volatile long ceiling = PacedTransport.UNLIMITED;

    /**
     * @param name of the only one, for statistics; {@link SentVideo#CONTENT} for what is presented beside a camera
     * @param clock of the packets' arrivals
     * @param changed runs when something else of it can be shown than before
     */
    public SimulcastReceiver(
            Party party,
            ReceivedVideo agreed,
            String name,
            VideoReceiver.Uplink uplink,
            BridgeClock clock,
            Runnable changed) {
        this.party = party;
        this.content = name.equals(SentVideo.CONTENT);
        this.transport = agreed.transport();
        this.layering = agreed.layering();
        this.names = layering.map(Layering::rids).orElse(List.of(name));
        names.forEach(_ -> layers.add(new VideoReceiver(party, agreed, uplink, clock, changed)));
        this.rids = names.stream()
                .map(layer -> layer.getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
        this.ssrcs = new long[rids.length];
        this.repairs = new long[rids.length];
        Arrays.fill(ssrcs, UNKNOWN);
        Arrays.fill(repairs, UNKNOWN);
        learn(agreed);
    }

    private void learn(ReceivedVideo agreed) {
        heedsLimits = agreed.feedback().contains(Feedback.REMB)
                || agreed.feedback().contains(Feedback.TMMBR)
                || party.leg().takesLimits();
        Arrays.fill(repeats, false);
        agreed.retransmissions().keySet().forEach(payloadType -> repeats[payloadType & 0x7F] = true);
    }

    /** Whether what was agreed now goes on with the same layers. From any thread. */
    public boolean goesOnAs(ReceivedVideo changed) {
        return transport == changed.transport() && layering.equals(changed.layering());
    }

    /** Follows a new offer and answer for the same layers. */
    public void renegotiated(ReceivedVideo changed) {
        learn(changed);
        layers.forEach(layer -> layer.renegotiated(changed));
    }

    /** Another stream has taken its place: nothing of it is to be seen any more. */
    public void end() {
        layers.forEach(VideoReceiver::end);
    }

    /** A packet of one of the agreed payload types, or one that repeats such; false if it is of no layer. */
    public boolean rtp(RtpPacket packet, long now) {
        int layer = layering.isEmpty() ? 0 : layerOf(packet, layering.get());
        if (layer < 0) {
            return false;
        }
        layers.get(layer).rtp(packet, now);
        return true;
    }

    private int layerOf(RtpPacket packet, Layering agreed) {
        boolean repeat = repeats[packet.payloadType()];
        long[] known = repeat ? repairs : ssrcs;
        for (int layer = 0; layer < known.length; layer++) {
            if (known[layer] == packet.ssrc()) {
                return layer;
            }
        }
        int id = repeat ? agreed.repairedRidExtension() : agreed.ridExtension();
        int layer = HeaderExtensions.indexOf(packet, id, rids);
        if (layer >= 0) {
            known[layer] = packet.ssrc();
        }
        return layer;
    }

    /** Does the periodic work of each layer. */
    public void tick(long now) {
        for (VideoReceiver layer : layers) {
            layer.tick(now);
        }
    }

    /** Heeds the party's report if it is of one of these. */
    public void reported(SenderReport report, long arrival) {
        layers.forEach(layer -> layer.reported(report, arrival));
    }

    public List<ReportBlock> reports(long now) {
        return layers.stream().flatMap(layer -> layer.report(now).stream()).toList();
    }

    public List<LegStatistics.Stream> snapshot(long now) {
        List<LegStatistics.Stream> streams = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            VideoReceiver layer = layers.get(i);
            if (layers.size() == 1 || layer.ssrc() >= 0) {
                streams.add(layer.snapshot(names.get(i), now));
            }
        }
        return streams;
    }

    /** Those that have begun. */
    public List<Long> ssrcs() {
        return layers.stream()
                .map(VideoReceiver::ssrc)
                .filter(ssrc -> ssrc >= 0)
                .toList();
    }

    /** The agreement on this stream, the same for each layer. */
    public ReceivedVideo agreed() {
        return layers.getFirst().agreed();
    }

    /** bit/s that all receivers of the only layer take; of several, the party sends each as large as it was agreed. */
    public long bitrateCap() {
        return layers.size() == 1 ? layers.getFirst().bitrateCap() : Long.MAX_VALUE;
    }

    /**
     * The party need send no more than so many bit/s in all; {@link PacedTransport#UNLIMITED} if there is no limit. Set by the
     * hearing's control thread alone.
     */
    public void ceiling(long bitsPerSecond) {
        ceiling = bitsPerSecond;
        layers.forEach(layer -> layer.restrained(isRestrained()));
    }

    /** Whether it is somebody's screen, or slides. Set by the hearing's control thread alone. */
    public void screen(boolean shown) {
        layers.forEach(layer -> layer.screen(shown));
    }

    /** bit/s, or {@link PacedTransport#UNLIMITED}. From any thread. */
    public long ceiling() {
        return ceiling;
    }

    /** Whether the party is asked to send less than it could. From any thread. */
    public boolean isRestrained() {
        return ceiling != PacedTransport.UNLIMITED;
    }

    /** Whether the party sends less when it is asked to. From any thread. */
    public boolean heedsLimits() {
        return heedsLimits;
    }

    /** bit/s that came of all of them in the last second. */
    public long bitsOfLastSecond() {
        return layers.stream().mapToLong(VideoReceiver::bitsOfLastSecond).sum();
    }

    /** bit/s of the layer that takes most if the party is not asked to send less. From any thread. */
    public long unrestrainedBits() {
        return layers.stream().mapToLong(VideoReceiver::unrestrainedBits).max().orElse(0);
    }

    /** The layers that come now, the largest first; if none does, all of them. From any thread. */
    public List<VideoReceiver> flowing() {
        if (layers.size() == 1) {
            return layers;
        }
        List<VideoReceiver> flowing = layers.stream()
                .filter(VideoReceiver::flows)
                .sorted(Comparator.comparingLong(VideoReceiver::extent).reversed())
                .toList();
        return flowing.isEmpty() ? layers : flowing;
    }

    /** Whether anything has ever come. From any thread. */
    public boolean haveBegun() {
        return layers.stream().anyMatch(VideoReceiver::hasBegun);
    }

    /** All that may ever come. From any thread. */
    public List<VideoReceiver> all() {
        return layers;
    }

    /** The largest that comes now. From any thread. */
    public VideoReceiver largest() {
        return flowing().getFirst();
    }

    /** Whether it is what the party presents beside its camera. From any thread. */
    public boolean isContent() {
        return content;
    }

    /** The party that sends them. From any thread. */
    public Party party() {
        return party;
    }

    /** From any thread. */
    public RtpTransport transport() {
        return transport;
    }
}

package org.courtbridge.codecs.audio;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.courtbridge.codecs.audio.PacketStore.Slot;
import org.courtbridge.codecs.payload.RedundantAudio;
import org.courtbridge.codecs.rtp.RtpPacket;

/**
 * Turns the packets of one party into even sound: puts them in order, waits for late ones as long as the network has
 * lately made it necessary (up to 200 ms), decodes, makes up what is missing, and follows the sender's clock by playing
 * a period of the voice twice or not at all.
 *
 * <p>The head of what is played has a position in the sender's time. A packet is played when the head reaches its
 * position; made-up sound moves the head on like real sound. A packet that comes when the head has already passed it is
 * played nevertheless: the head goes back, so the delay grows by exactly what was too little, and nothing said is lost.
 *
 * <p>Time is a parameter. For one thread at a time.
 */
public final class AudioReceiver implements AutoCloseable {

    private static final int BLOCK = Pcm.BLOCK;
    private static final int MILLISECOND = Pcm.RATE / 1_000;

    /** Excess over the target delay that is tolerated: the tick itself waits up to 20 ms, and its thread may be late. */
    private static final int TOLERANCE = 24 * MILLISECOND;

    /** So far behind the target, sound is played longer. */
    private static final int SHORTFALL = 10 * MILLISECOND;

    /** So far beyond the target, periods are left out as fast as possible. */
    private static final int HURRY = 60 * MILLISECOND;

    /** Blocks between two changes of tempo, so that nobody hears them. */
    private static final int CALM = 5;

    /** Differences below are rounding. */
    private static final int ROUNDING = 24;

    private static final int NONE = -1;

    private Map<Integer, AudioFormat> formats;
    private int redundantType = NONE;
    private final G722Clock g722Clock = new G722Clock();
    private final RedundantAudio blocks = new RedundantAudio();
    private final ReceivedPackets packets = new ReceivedPackets();
    private final DecodedSound sound = new DecodedSound();
    private int calm;
    private long frames;

    /** @param formats by RTP payload type */
    public AudioReceiver(Map<Integer, AudioFormat> formats) {
        this.formats = Map.copyOf(formats);
    }

    /**
     * Follows a new agreement; sound of before that has already come is played to its end.
     *
     * @param redundant payload type of packets that repeat sound of those before them (RFC 2198)
     */
    public void formats(Map<Integer, AudioFormat> agreed, OptionalInt redundant) {
        formats = Map.copyOf(agreed);
        redundantType = redundant.orElse(NONE);
    }

    /** Sets the listener for decoded sound, in place of the one before. */
    public void listener(DecodedSoundListener hears) {
        sound.listener(hears);
    }

    /**
     * Takes one packet in, in whatever order they come.
     *
     * @param arrival nanoseconds, on the same clock as {@link #play}
     */
    public void packet(RtpPacket packet, long arrival) {
        long came = samples(arrival);
        if (packet.payloadType() != redundantType) {
            own(packet, packet.payloadType(), packet.payloadAt(), packet.payloadLength(), came);
        } else if (blocks.read(packet.getBuffer(), packet.payloadAt(), packet.payloadLength())) {
            int own = blocks.count() - 1;
            if (own(packet, blocks.payloadType(own), blocks.start(own), blocks.length(own), came)) {
                for (int block = 0; block < own; block++) {
                    repeated(packet, block, came);
                }
            }
        } else {
            packets.other(packet);
            packets.drop();
        }
    }

    /** Takes in the sound that is a packet's own, and says whether it is sound, and of use. */
    private boolean own(RtpPacket packet, int payloadType, int at, int length, long came) {
        AudioFormat format = formats.get(payloadType);
        if (format != null && length > 0) {
            return packets.sound(packet, payloadType, clockRate(format.codec(), packet, length), at, length, came);
        }
        packets.other(packet);
        if (format == null) {
            packets.drop();
        }
        return false;
    }

    private int clockRate(AudioCodec codec, RtpPacket packet, int length) {
        return codec.isG722() ? g722Clock.rate(codec, packet, length) : codec.clockRate();
    }

    private void repeated(RtpPacket packet, int block, long came) {
        AudioFormat format = formats.get(blocks.payloadType(block));
        if (format != null && blocks.length(block) > 0) {
            long before =
                    (long) blocks.offset(block) * Pcm.RATE / format.codec().clockRate();
            packets.repeated(
                    packet.getBuffer(),
                    blocks.payloadType(block),
                    blocks.start(block),
                    blocks.length(block),
                    before,
                    came);
        }
    }

    /** Counts a packet of the same stream that is no sound: a telephone event, comfort noise, padding. */
    public void other(RtpPacket packet) {
        packets.other(packet);
    }

    /**
     * Plays the next 20 ms.
     *
     * @param block gets {@link Pcm#BLOCK} samples at 48 kHz
     * @param now nanoseconds; 20 ms more than at the last call
     * @return whether there is any sound in it; otherwise it is digital silence
     */
    public boolean play(float[] block, long now) {
        long time = samples(now);
        packets.skip();
        while (sound.queue().size() < BLOCK) {
            step(time);
        }
        follow(time);
        sound.queue().take(block, BLOCK);
        frames++;
        for (float sample : block) {
            if (sample != 0) {
                return true;
            }
        }
        return false;
    }

    /** Adds to the queue what comes next at its end: a packet, or a part of what is missing before it. */
    private void step(long time) {
        Optional<Slot> waiting = packets.next();
        if (waiting.isEmpty()) {
            sound.makeUp(BLOCK - sound.queue().size(), packets.begun());
            return;
        }
        Slot slot = waiting.get();
        if (!packets.begun()) {
            sound.head(slot.position);
        }
        long gap = slot.position - sound.head();
        ArrivalDelay delay = packets.delay();
        boolean due = time + sound.queue().size() - slot.position >= delay.base() + delay.target();
        if (gap > ROUNDING && !(due && sound.silent())) {
            bridge(slot, gap);
        } else {
            decode(slot);
        }
    }

    /** Fills the gap before a packet: with its forward error correction if one packet is missing, else with made-up sound. */
    private void bridge(Slot slot, long gap) {
        if (!packets.missesOneBefore(slot) || !sound.recover(slot, agreed(slot), gap, ROUNDING)) {
            sound.makeUp((int) Math.min(gap, BLOCK), packets.begun());
        }
    }

    private void decode(Slot slot) {
        if (packets.nothingMissingBefore(slot)) {
            if (slot.position >= sound.head() - ROUNDING) {
                // Its numbers go on while its time has gone by: discontinuous transmission.
                sound.partyWasSilent();
            } else {
                sound.packetsWereLate();
            }
        }
        sound.head(slot.position);
        packets.take(slot);
        if (!sound.decode(slot, agreed(slot))) {
            packets.drop();
        }
    }

    private Optional<AudioFormat> agreed(Slot slot) {
        return Optional.ofNullable(formats.get(slot.payloadType));
    }

    /** Brings the delay nearer to its target, a period of the voice at a time. */
    private void follow(long time) {
        calm = Math.max(0, calm - 1);
        if (!packets.begun() || sound.silent()) {
            return;
        }
        long excess = excess(time);
        if (excess > TOLERANCE && (calm == 0 || excess > HURRY)) {
            fill(BLOCK + Pitch.LONGEST);
            sound.queue().shorten(BLOCK);
            calm = CALM;
        } else if (excess < -SHORTFALL && calm == 0 && fill(SoundQueue.CHANGEABLE)) {
            sound.queue().lengthen();
            calm = CALM;
        }
    }

    /** Decodes ahead, if what comes next is there, and says whether so much sound waits now. */
    private boolean fill(int needed) {
        while (sound.queue().size() < needed) {
            Optional<Slot> slot = packets.next();
            if (slot.isEmpty() || Math.abs(slot.get().position - sound.head()) > ROUNDING) {
                return false;
            }
            decode(slot.get());
        }
        return true;
    }

    /** Delay of the sound that is played now beyond its target, samples at 48 kHz; negative if it is less. */
    private long excess(long time) {
        ArrivalDelay delay = packets.delay();
        return time - (sound.head() - sound.queue().size()) - delay.base() - delay.target();
    }

    private static long samples(long nanoseconds) {
        return nanoseconds / 1_000_000 * MILLISECOND + nanoseconds % 1_000_000 * MILLISECOND / 1_000_000;
    }

    /** Whether anything of the present source was played yet. */
    public boolean plays() {
        return packets.begun();
    }

    /** RTP timestamp of what the block that was played last begins with, made-up sound as if it had come; 0 to 2^32 - 1. */
    public long playedTimestamp() {
        return packets.source().timestampAt(sound.head() - sound.queue().size() - BLOCK);
    }

    /** Of the timestamps, Hz; 0 before the first packet. */
    public int clockRate() {
        return packets.source().clockRate();
    }

    /**
     * Play-out delay of the block that was played last, nanoseconds: the time since the fastest packet could have brought it.
     *
     * @param now as {@link #play} was given it
     */
    public long waited(long now) {
        return Math.round(delayMs(now) * 1_000_000);
    }

    /** Codec of the sound that was decoded last; empty before the first. */
    public Optional<AudioCodec> codec() {
        return sound.codec();
    }

    public long ssrc() {
        return packets.source().ssrc();
    }

    /** Without duplicates; since the beginning. */
    public long packets() {
        return packets.packets();
    }

    /** Of RTP payload. */
    public long bytes() {
        return packets.bytes();
    }

    /** Expected less received packets of the present source. */
    public long lost() {
        return packets.source().lost();
    }

    /** Extended highest sequence number (RFC 3550, section 6.4.1). */
    public long highestSequence() {
        return packets.source().highest();
    }

    /** Interarrival jitter (RFC 3550, section 6.4.1), ms. */
    public double jitter() {
        return packets.source().jitter() / MILLISECOND;
    }

    /** Blocks of 20 ms that were played. */
    public long frames() {
        return frames;
    }

    /** Sound that was made up, ms; silence that the party announced or that lasts does not count. */
    public long concealedMs() {
        return sound.concealed() / MILLISECOND;
    }

    /** Lost packets whose sound came once more in a later one (RFC 2198), in time. */
    public long repaired() {
        return packets.repaired();
    }

    /** Packets that came too late to be of use. */
    public long late() {
        return packets.late();
    }

    /** Packets of an unknown payload type, of a doubtful source, or that do not decode. */
    public long dropped() {
        return packets.dropped();
    }

    /** Target of the play-out delay, ms, 20 (the tick itself) to 200. */
    public double targetDelayMs() {
        return Math.max(20, (double) packets.delay().target() / MILLISECOND);
    }

    /** The same as {@link #waited}, in milliseconds. */
    double delayMs(long now) {
        return (double) (samples(now)
                        - (sound.head() - sound.queue().size() - BLOCK)
                        - packets.delay().base())
                / MILLISECOND;
    }

    @Override
    public void close() {
        sound.close();
    }
}

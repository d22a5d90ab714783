package org.courtbridge.media.pacing;

import java.util.Optional;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.media.leg.LegMedia.SentAudio;
import org.courtbridge.media.leg.RateMeter;

/** The sound on its way out to one party: repeated where that helps, and the share of the line that it takes before pictures. */
final class SoundShare {

    /** Octets a second until it is known better. */
    private static final long INITIAL_OCTETS_PER_SECOND = 10_000;

    private static final long SECOND_NANOS = 1_000_000_000;
    private static final long NO_SSRC = -1;

    private final SoundRedundancy redundancy = new SoundRedundancy();
    private final RateMeter rate = new RateMeter();
    private long ssrc = NO_SSRC;
    private int extension;
    private long octets;
    private long second;
    private long bitsPerSecond = 8 * INITIAL_OCTETS_PER_SECOND;
    private double reportedLoss;

    /** Follows a new offer and answer. */
    void agreed(Optional<SentAudio> sound) {
        redundancy.agreed(sound);
        ssrc = sound.map(SentAudio::ssrc).orElse(NO_SSRC);
        extension = sound.map(agreed -> agreed.transportCcExtension().orElse(0)).orElse(0);
    }

    /** Whether a stream is the sound. */
    boolean is(long packetSsrc) {
        return packetSsrc == ssrc;
    }

    /** Identifier of the header extension by which the party says of each packet when it arrived; 0 if there is none. */
    int extension() {
        return extension;
    }

    /** The packet as it goes out. @param carried bit/s of everything that the line carries */
    RtpPacket repeated(RtpPacket packet, long carried) {
        return redundancy.of(packet, carried);
    }

    void sent(int sentOctets) {
        octets += sentOctets;
    }

    /** @param perCent of the sound that the party reports as lost */
    void loses(double perCent) {
        reportedLoss = perCent;
    }

    /** bit/s with all headers, of late. */
    long bitsPerSecond() {
        return bitsPerSecond;
    }

    /** Does what has to be done from time to time. @param lost share of all packets, 0 to 1, where the party says of each */
    void tick(double lost, long now) {
        if (now - second >= SECOND_NANOS) {
            second = now;
            long latest = rate.bitsPerSecond(octets, now);
            bitsPerSecond = latest == 0 ? bitsPerSecond : latest;
        }
        redundancy.loses(extension == 0 ? reportedLoss : 100 * lost);
    }
}

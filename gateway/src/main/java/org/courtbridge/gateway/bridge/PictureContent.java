package org.courtbridge.gateway.bridge;

import org.courtbridge.codecs.payload.H264Payload;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.payload.SequenceParameterSet;
import org.courtbridge.codecs.rtp.MalformedPacketException;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.jspecify.annotations.Nullable;

/**
 * Learns from the payloads of one source what its pictures are, and where a receiver can begin. Lives on the source's
 * event loop; what other threads may call says so.
 */
final class PictureContent {

    private static final long NEVER = Long.MIN_VALUE;

    /** What a packet holds. */
    enum Found {
        /** Nothing to begin with. */
        MORE,
        /** Parameter sets, which come before a keyframe: a receiver may begin here. */
        PARAMETERS,
        /** The first of a picture that depends on no other: a receiver may begin here. */
        KEYFRAME
    }

    private final Runnable changed;
    private long timestamp = NEVER;
    private long keyframeTimestamp = NEVER;
    private long parametersTimestamp = NEVER;
    private long frames;
    private long keyframes;
    private long malformed;

    private volatile PictureDescription description;
    private volatile ParameterSets parameters = ParameterSets.NONE;

    /** @param changed runs when {@link #description} has changed */
    PictureContent(PictureDescription description, Runnable changed) {
        this.description = description;
        this.changed = changed;
    }

    /** What comes next begins anew. */
    void restart() {
        timestamp = NEVER;
        keyframeTimestamp = NEVER;
        parametersTimestamp = NEVER;
    }

    /** @param format what was agreed for the packet's payload type, if it was */
    Found look(RtpPacket packet, @Nullable PictureFormat format) {
        byte[] bytes = packet.getBuffer();
        int at = packet.payloadAt();
        int length = packet.payloadLength();
        if (length == 0) {
            return Found.MORE;
        }
        PictureFormat form = format == null ? description.agreed() : format;
        int flags = form.inspect(bytes, at, length);
        if ((flags & H264Payload.MALFORMED) != 0) {
            malformed++;
            return Found.MORE;
        }
        if (packet.timestamp() != timestamp) {
            timestamp = packet.timestamp();
            frames++;
        }
        if (form != description.agreed() && !form.equals(description.agreed())) {
            describe(new PictureDescription(form, description.actual(), description.fragmented()));
        }
        if ((flags & H264Payload.FRAGMENT) != 0 && !description.fragmented()) {
            describe(description.withFragments());
        }
        if ((flags & (H264Payload.HAS_SPS | H264Payload.HAS_PPS)) != 0) {
            H264Payload.forEachUnit(bytes, at, length, this::noteUnit);
        }
        return found(flags);
    }

    private Found found(int flags) {
        if ((flags & H264Payload.HAS_SPS) != 0) {
            parametersTimestamp = timestamp;
        }
        if ((flags & H264Payload.IDR) != 0 && timestamp != keyframeTimestamp) {
            keyframeTimestamp = timestamp;
            keyframes++;
            return Found.KEYFRAME;
        }
        return (flags & H264Payload.HAS_SPS) != 0 ? Found.PARAMETERS : Found.MORE;
    }

    private void noteUnit(byte[] bytes, int offset, int length, boolean last) {
        ParameterSets seen = parameters.seen(bytes, offset, length);
        if (seen == parameters) {
            return;
        }
        if (seen.sequence() != parameters.sequence()) {
            try {
                describe(description.with(SequenceParameterSet.parse(bytes, offset, length)));
            } catch (MalformedPacketException e) {
                malformed++;
                return;
            }
        }
        parameters = seen;
    }

    private void describe(PictureDescription changedDescription) {
        description = changedDescription;
        changed.run();
    }

    /** Whether the parameter sets came with the picture that this packet belongs to. */
    boolean hasParametersAt(long packetTimestamp) {
        return parametersTimestamp == packetTimestamp;
    }

    /** From any thread. */
    PictureDescription description() {
        return description;
    }

    /** From any thread. */
    ParameterSets parameters() {
        return parameters;
    }

    long frames() {
        return frames;
    }

    long keyframes() {
        return keyframes;
    }

    /** Payloads that were not in the form agreed. */
    long malformed() {
        return malformed;
    }
}

package org.courtbridge.media.video;

import java.util.Map;
import org.courtbridge.codecs.payload.H264Payload;
import org.courtbridge.codecs.payload.ParameterSetSyntax;
import org.courtbridge.codecs.payload.PayloadTraits;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.payload.SequenceParameterSet;
import org.courtbridge.codecs.payload.SpropParameterSets;
import org.courtbridge.codecs.rtp.MalformedPacketException;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.media.leg.LegMedia.ReceivedVideo;

/**
 * Learns from the payloads of one source what its pictures are, and where a receiver can begin. Lives on the source's
 * event loop; what other threads may call says so.
 */
public final class PictureContent {

    private static final long NEVER = Long.MIN_VALUE;

    /** The kind of content found in a packet. */
    public enum Found {
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

    private Map<Integer, SpropParameterSets> outOfBand = Map.of();
    private int payloadType = -1;

    private volatile PictureDescription description;
    private volatile ParameterSets parameters = ParameterSets.NONE;

    /** @param changed runs when {@link #description} has changed */
    public PictureContent(PictureDescription description, Runnable changed) {
        this.description = description;
        this.changed = changed;
    }

    /**
     * Hears what the party says of its parameter sets beside its pictures. When it only repeats that, what came with the
     * pictures since holds.
     *
     * @param said by payload type
     */
    public void outOfBand(Map<Integer, SpropParameterSets> said) {
        if (!said.equals(outOfBand)) {
            outOfBand = said;
            learnOutOfBand();
        }
    }

    private void learnOutOfBand() {
        SpropParameterSets said = outOfBand.get(payloadType);
        if (said != null) {
            said.units().forEach(unit -> noteUnit(said.syntax(), unit, 0, unit.length));
        }
    }

    /** Begins anew with the next packet. */
    public void restart() {
        timestamp = NEVER;
        keyframeTimestamp = NEVER;
        parametersTimestamp = NEVER;
    }

    /** The format agreed for a payload type; for one that was not, the format that the source sends otherwise. */
    public PictureFormat format(int payloadType, ReceivedVideo agreed) {
        PictureFormat format = agreed.formats().get(payloadType);
        return format == null ? description.agreed() : format;
    }

    /** @param quarterTurns that its pictures need from now on; negative if a packet does not say */
    public void orient(int quarterTurns) {
        if (quarterTurns >= 0 && quarterTurns != description.quarterTurns()) {
            describe(description.turned(quarterTurns));
        }
    }

    /** @param form of the packet's payload */
    public Found look(RtpPacket packet, PictureFormat form) {
        byte[] bytes = packet.getBuffer();
        int at = packet.payloadAt();
        int length = packet.payloadLength();
        if (length == 0) {
            return Found.MORE;
        }
        if (packet.payloadType() != payloadType) {
            payloadType = packet.payloadType();
            learnOutOfBand();
        }
        int flags = form.inspect(bytes, at, length);
        if ((flags & PayloadTraits.MALFORMED) != 0) {
            malformed++;
            return Found.MORE;
        }
        if (packet.timestamp() != timestamp) {
            timestamp = packet.timestamp();
            frames++;
        }
        if (form != description.agreed() && !form.equals(description.agreed())) {
            describe(description.with(form));
        }
        if ((flags & PayloadTraits.FRAGMENT) != 0 && !description.fragmented()) {
            describe(description.withFragments());
        }
        if ((flags & PayloadTraits.HAS_PARAMETERS) != 0) {
            noteUnits(form, bytes, at, length);
        }
        return found(flags);
    }

    private Found found(int flags) {
        if ((flags & PayloadTraits.HAS_SPS) != 0) {
            parametersTimestamp = timestamp;
        }
        if ((flags & PayloadTraits.IDR) != 0 && timestamp != keyframeTimestamp) {
            keyframeTimestamp = timestamp;
            keyframes++;
            return Found.KEYFRAME;
        }
        return (flags & PayloadTraits.HAS_SPS) != 0 ? Found.PARAMETERS : Found.MORE;
    }

    private void noteUnits(PictureFormat form, byte[] bytes, int at, int length) {
        form.parameterSets()
                .ifPresent(syntax -> syntax.forEachUnit(
                        bytes, at, length, (unit, from, size, last) -> noteUnit(syntax, unit, from, size)));
    }

    private void noteUnit(ParameterSetSyntax syntax, byte[] bytes, int offset, int length) {
        ParameterSets seen = parameters.seen(syntax, bytes, offset, length);
        if (seen == parameters) {
            return;
        }
        if (syntax == ParameterSetSyntax.H264 && (bytes[offset] & 0x1F) == H264Payload.SPS) {
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
    public boolean hasParametersAt(long packetTimestamp) {
        return parametersTimestamp == packetTimestamp;
    }

    /** From any thread. */
    public PictureDescription description() {
        return description;
    }

    /** From any thread. */
    public ParameterSets parameters() {
        return parameters;
    }

    public long frames() {
        return frames;
    }

    public long keyframes() {
        return keyframes;
    }

    /** Payloads that were not in the form agreed. */
    long malformed() {
        return malformed;
    }
}

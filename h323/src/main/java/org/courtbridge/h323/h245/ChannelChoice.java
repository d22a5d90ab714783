package org.courtbridge.h323.h245;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A channel that one side is to open towards the other. Each direction is chosen by itself, and the two may differ.
 *
 * @param packetization of H.264
 */
public record ChannelChoice(DataType dataType, int sessionId, Optional<H264Packetization> packetization) {

    public static final int SOUND = 1;
    public static final int PICTURES = 2;

    /** A number of the receiver's table and what is sent of it. */
    private record Candidate<T>(int entry, T capability) {}

    /**
     * At most one of sound and one of pictures, which the receiver takes at the same time; sound goes before pictures where
     * it cannot. Of several codings the receiver's preference counts.
     */
    public static List<ChannelChoice> between(Capabilities sender, Capabilities receiver) {
        List<Candidate<AudioCapability>> sound = sound(sender, receiver);
        List<Candidate<VideoCapability>> pictures = pictures(sender, receiver);
        List<ChannelChoice> choices = new ArrayList<>();
        sound.stream()
                .findFirst()
                .ifPresent(audio -> choices.add(
                        new ChannelChoice(new DataType.Audio(audio.capability()), SOUND, Optional.empty())));
        pictures.stream()
                .filter(video ->
                        sound.isEmpty() || receiver.together(sound.getFirst().entry(), video.entry()))
                .findFirst()
                .ifPresent(video -> choices.add(new ChannelChoice(
                        new DataType.Video(video.capability()),
                        PICTURES,
                        packetization(video.capability(), receiver))));
        return choices;
    }

    private static List<Candidate<AudioCapability>> sound(Capabilities sender, Capabilities receiver) {
        List<Candidate<AudioCapability>> candidates = new ArrayList<>();
        for (int entry : receiver.preferred()) {
            if (receiver.table().get(entry) instanceof Capability.Audio theirs
                    && theirs.direction().receives()) {
                sender.table().values().stream()
                        .filter(Capability.Audio.class::isInstance)
                        .flatMap(ours ->
                                CodingMatch.of(((Capability.Audio) ours).capability(), theirs.capability()).stream())
                        .findFirst()
                        .ifPresent(match -> candidates.add(new Candidate<>(entry, match)));
            }
        }
        return candidates;
    }

    private static List<Candidate<VideoCapability>> pictures(Capabilities sender, Capabilities receiver) {
        List<Candidate<VideoCapability>> candidates = new ArrayList<>();
        for (int entry : receiver.preferred()) {
            if (receiver.table().get(entry) instanceof Capability.Video theirs
                    && theirs.direction().receives()) {
                sender.table().values().stream()
                        .filter(Capability.Video.class::isInstance)
                        .flatMap(ours ->
                                CodingMatch.of(((Capability.Video) ours).capability(), theirs.capability()).stream())
                        .findFirst()
                        .ifPresent(match -> candidates.add(new Candidate<>(entry, match)));
            }
        }
        return candidates;
    }

    private static Optional<H264Packetization> packetization(VideoCapability capability, Capabilities receiver) {
        if (!(capability instanceof H264Capability)) {
            return Optional.empty();
        }
        return Optional.of(
                receiver.packetizations().contains(H264Packetization.NON_INTERLEAVED)
                        ? H264Packetization.NON_INTERLEAVED
                        : H264Packetization.H241_ANNEX_A);
    }

    /** Whether its payload type is agreed on for each channel (RFC 3551, section 6 gives it none). */
    public boolean needsDynamicPayloadType() {
        return dataType instanceof DataType.Audio(AudioCapability.Opus opus)
                || dataType instanceof DataType.Video(H264Capability h264);
    }

    /**
     * What asks for it.
     *
     * @param mediaControl where the sender takes RTCP
     * @param dynamicPayloadType 96 to 127, used if one is needed
     */
    public OpenLogicalChannel toRequest(int number, InetSocketAddress mediaControl, int dynamicPayloadType) {
        H2250Parameters parameters = H2250Parameters.of(sessionId, mediaControl);
        return OpenLogicalChannel.forward(
                number,
                dataType,
                needsDynamicPayloadType()
                        ? parameters.withPayloadType(
                                dynamicPayloadType,
                                packetization.map(mode -> RtpPayloadType.h264(mode, Optional.of(dynamicPayloadType))))
                        : parameters);
    }
}

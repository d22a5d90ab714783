package org.courtbridge.h323.h245;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.h323.per.ObjectIdentifier;

/**
 * A channel that one side is to open towards the other. Each direction is chosen by itself, and the two may differ.
 *
 * @param packetization of H.264
 */
public record ChannelChoice(DataType dataType, int sessionId, Optional<H264Packetization> packetization) {

    public static final int SOUND = 1;
    public static final int PICTURES = 2;

    /** Of H.224 (H.323, Annex Q). */
    public static final int DATA = 3;

    /** Session of a presentation: one of the master's own. */
    public static final int PRESENTATION = 32;

    /** A number of the receiver's table and what is sent of it. */
    private record Candidate<T>(int entry, T capability) {}

    /**
     * At most one of sound, one of pictures and one of H.224, which the receiver takes at the same time; sound goes before
     * pictures where it cannot. Of several codings the receiver's preference counts, but for profiles of H.264: Baseline, where
     * it has that.
     */
    public static List<ChannelChoice> between(Capabilities sender, Capabilities receiver) {
        List<Candidate<AudioCapability>> sound = sound(sender, receiver);
        List<ChannelChoice> choices = new ArrayList<>();
        sound.stream()
                .findFirst()
                .ifPresent(audio -> choices.add(
                        new ChannelChoice(new DataType.Audio(audio.capability()), SOUND, Optional.empty())));
        pictures(sender, receiver, sound)
                .ifPresent(video -> choices.add(new ChannelChoice(
                        new DataType.Video(video.capability()),
                        PICTURES,
                        packetization(video.capability(), receiver))));
        data(sender, receiver)
                .ifPresent(data -> choices.add(new ChannelChoice(new DataType.Data(data), DATA, Optional.empty())));
        return choices;
    }

    /**
     * The channel of a presentation, beside the sound and the pictures of {@link #between}; empty where the receiver cannot
     * take it.
     */
    public static Optional<ChannelChoice> presentation(Capabilities sender, Capabilities receiver) {
        List<Candidate<AudioCapability>> sound = sound(sender, receiver);
        Optional<Candidate<VideoCapability>> pictures = pictures(sender, receiver, sound);
        return CodingMatch.preferred(
                        candidates(sender, receiver, true).stream()
                                .filter(second -> !receiver.isDescribed(second.entry())
                                        || sound.stream()
                                                        .limit(1)
                                                        .allMatch(first ->
                                                                receiver.together(first.entry(), second.entry()))
                                                && pictures.stream()
                                                        .allMatch(first ->
                                                                receiver.together(first.entry(), second.entry())))
                                .toList(),
                        Candidate::capability)
                .map(second -> new ChannelChoice(
                        new DataType.Video(second.capability()),
                        PRESENTATION,
                        packetization(second.capability(), receiver)));
    }

    /** The session of a channel for which nobody has said one. */
    static int session(DataType type) {
        return switch (type) {
            case DataType.Audio sound -> SOUND;
            case DataType.Video pictures -> pictures.isPresentation() ? PRESENTATION : PICTURES;
            case DataType.Data data -> DATA;
            case DataType.Encrypted secret -> session(secret.media());
            case DataType.NoData none -> PICTURES;
            case DataType.Other other -> PICTURES;
        };
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

    private static Optional<Candidate<VideoCapability>> pictures(
            Capabilities sender, Capabilities receiver, List<Candidate<AudioCapability>> sound) {
        return CodingMatch.preferred(
                candidates(sender, receiver, false).stream()
                        .filter(video -> sound.isEmpty()
                                || receiver.together(sound.getFirst().entry(), video.entry()))
                        .toList(),
                Candidate::capability);
    }

    /** @param second whether of what is presented, or of the pictures of people */
    private static List<Candidate<VideoCapability>> candidates(
            Capabilities sender, Capabilities receiver, boolean second) {
        List<Candidate<VideoCapability>> candidates = new ArrayList<>();
        for (int entry : receiver.preferred()) {
            if (receiver.table().get(entry) instanceof Capability.Video theirs
                    && theirs.direction().receives()
                    && theirs.capability() instanceof VideoCapability.Extended == second) {
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

    private static Optional<DataCapability> data(Capabilities sender, Capabilities receiver) {
        return receiver.preferred().stream()
                .flatMap(entry -> receiver.table().get(entry) instanceof Capability.Data theirs
                                && theirs.direction().receives()
                        ? Stream.of(theirs.capability())
                        : Stream.empty())
                .filter(theirs -> sender.sends(new DataType.Data(theirs)))
                .findFirst();
    }

    private static Optional<H264Packetization> packetization(VideoCapability capability, Capabilities receiver) {
        if (!isH264(capability)) {
            return Optional.empty();
        }
        return Optional.of(
                receiver.packetizations().contains(H264Packetization.NON_INTERLEAVED)
                        ? H264Packetization.NON_INTERLEAVED
                        : H264Packetization.H241_ANNEX_A);
    }

    private static boolean isH264(VideoCapability capability) {
        return switch (capability) {
            case H264Capability h264 -> true;
            case VideoCapability.Extended second ->
                second.capabilities().stream().allMatch(ChannelChoice::isH264);
            case VideoCapability.H261 h261 -> false;
            case VideoCapability.H263 h263 -> false;
            case VideoCapability.Other other -> false;
        };
    }

    /**
     * Whether its payload type is agreed on for each channel: RFC 3551, section 6 gives it none, or it tells the key
     * (H.235.6, clause 8.7; under SRTP it does not).
     */
    public boolean needsDynamicPayloadType() {
        return dataType instanceof DataType.Encrypted && dataType.srtpSuite().isEmpty()
                || dataType.media() instanceof DataType.Audio(AudioCapability.Opus opus)
                || dataType.media() instanceof DataType.Data
                || dataType.media() instanceof DataType.Video(VideoCapability capability) && isH264(capability);
    }

    /** The same in another session; 0 where a slave leaves that to the master. */
    public ChannelChoice in(int session) {
        return new ChannelChoice(dataType, session, packetization);
    }

    /** The same, encrypted by an algorithm. */
    ChannelChoice encrypted(ObjectIdentifier algorithm) {
        return new ChannelChoice(new DataType.Encrypted(dataType, List.of(algorithm)), sessionId, packetization);
    }

    /**
     * Makes the request to open it.
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

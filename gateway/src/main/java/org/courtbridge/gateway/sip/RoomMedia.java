package org.courtbridge.gateway.sip;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.gateway.bridge.LegMedia;
import org.courtbridge.gateway.sdp.Attribute;
import org.courtbridge.gateway.sdp.Attributes;
import org.courtbridge.gateway.sdp.AudioFormats;
import org.courtbridge.gateway.sdp.Connection;
import org.courtbridge.gateway.sdp.MediaDescription;
import org.courtbridge.gateway.sdp.Origin;
import org.courtbridge.gateway.sdp.SessionDescription;
import org.courtbridge.gateway.sdp.VideoFormats;
import org.courtbridge.gateway.transport.UdpPorts;
import org.courtbridge.gateway.transport.UdpRtpTransport;
import org.courtbridge.provisioning.inventory.Encryption;
import org.jspecify.annotations.Nullable;

/**
 * The media of one call with a room, offer by offer and answer by answer (RFC 3264): one line of sound, one of picture,
 * each on ports of its own, in the order that the first offer gave them; every other line is refused in its place.
 *
 * <p>Belongs to the call's thread.
 */
final class RoomMedia implements AutoCloseable {

    private final UdpPorts ports;
    private final InetAddress advertised;
    private final Duration silence;
    private final Encryption policy;
    private final RoomStreams streams = new RoomStreams(UUID.randomUUID().toString());
    private final List<LegMedia.Refused> refused = new ArrayList<>();
    private final long sessionId = ThreadLocalRandom.current().nextLong(1, 1L << 62);
    private int version;
    /** What we said of each line last, in order; the lines of {@link #audio} and {@link #video} among them. */
    private List<MediaDescription> said = List.of();

    private int audioIndex = -1;
    private int videoIndex = -1;
    private @Nullable RoomLine audio;
    private @Nullable RoomLine video;

    /** @param policy whether the device encrypts */
    RoomMedia(UdpPorts ports, InetAddress advertised, Duration silence, Encryption policy) {
        this.policy = policy;
        this.ports = ports;
        this.advertised = advertised;
        this.silence = silence;
    }

    /** Our offer: the first of a call, or anew with the same lines. */
    SessionDescription offer() {
        List<MediaDescription> lines = new ArrayList<>(said);
        if (lines.isEmpty()) {
            UdpRtpTransport sound = openForSound();
            audio = new RoomLine(
                    sound, RoomSecurity.offer(RoomOffer.audio(sound.rtpPort()), policy, sound.fingerprint()));
            audioIndex = 0;
            lines.add(audio.local());
            UdpRtpTransport picture = ports.open();
            video = new RoomLine(
                    picture, RoomSecurity.offer(RoomOffer.video(picture.rtpPort()), policy, picture.fingerprint()));
            videoIndex = 1;
            lines.add(video.local());
        } else {
            if (audio != null) {
                audio.offered(RoomSecurity.again(bothWays(audio.local())));
                lines.set(audioIndex, audio.local());
            }
            if (video != null) {
                video.offered(RoomSecurity.again(bothWays(video.local())));
                lines.set(videoIndex, video.local());
            }
        }
        said = lines;
        return describe();
    }

    private static MediaDescription bothWays(MediaDescription line) {
        List<Attribute> kept = line.attributes().all().stream()
                .filter(attribute ->
                        new Attributes(List.of(attribute)).direction().isEmpty())
                .toList();
        return line.withAttributes(new Attributes(kept)).withFlag("sendrecv");
    }

    /** @throws NotAcceptableException if nothing was accepted */
    void answered(SessionDescription answer) {
        if (answer.media().size() != said.size()) {
            throw new NotAcceptableException("answer has %d media (expected: %d)"
                    .formatted(answer.media().size(), said.size()));
        }
        refused.clear();
        if (audio != null) {
            MediaDescription theirs = answer.media().get(audioIndex);
            boolean common = !AudioFormats.of(theirs).isEmpty();
            answered(audio, theirs, answer, common, silence);
        }
        if (video != null) {
            MediaDescription theirs = answer.media().get(videoIndex);
            boolean common = !VideoFormats.of(theirs).isEmpty();
            answered(video, theirs, answer, common, silenceOfPicture());
        }
        requireSomething();
    }

    private void answered(
            RoomLine line, MediaDescription theirs, SessionDescription answer, boolean common, Duration longest) {
        Optional<LineSecurity> security = RoomSecurity.accepted(line.local(), theirs, answer, policy, line.security());
        if (!theirs.isRefused() && common && security.isPresent()) {
            line.agreed(line.local(), theirs, answer, security.get(), longest);
        } else {
            line.refused(answer);
            RoomRefusal.ofAnswer(theirs, common).ifPresent(refused::add);
        }
    }

    /**
     * Answers an offer of the party.
     *
     * @throws NotAcceptableException if it has nothing that we can take; then nothing has changed
     */
    SessionDescription answer(SessionDescription offer) {
        int soundAt = pick(offer, audioIndex, "audio");
        int pictureAt = pick(offer, videoIndex, "video");
        if (soundAt < 0 && pictureAt < 0) {
            boolean encryption = offer.media().stream()
                    .flatMap(offered -> RoomRefusal.ofOffer(offered, offer, policy, false).stream())
                    .anyMatch(line -> line.reason() == LegMedia.Refusal.ENCRYPTION);
            throw new NotAcceptableException(
                    encryption ? "no common format with encryption " + policy : "no common format");
        }
        refused.clear();
        List<MediaDescription> lines = new ArrayList<>();
        for (int i = 0; i < offer.media().size(); i++) {
            MediaDescription offered = offer.media().get(i);
            if (i == soundAt) {
                audioIndex = i;
                RoomLine line = audio == null ? audio = new RoomLine(openForSound(), offered.refused()) : audio;
                lines.add(answer(line, offered, offer, silence));
            } else if (i == pictureAt) {
                videoIndex = i;
                RoomLine line = video == null ? video = new RoomLine(ports.open(), offered.refused()) : video;
                lines.add(answer(line, offered, offer, silenceOfPicture()));
            } else {
                lines.add(offered.refused());
                boolean served = offered.type().equals("audio") ? soundAt >= 0 : pictureAt >= 0;
                RoomRefusal.ofOffer(offered, offer, policy, served).ifPresent(refused::add);
            }
        }
        if (soundAt < 0 && audio != null) {
            audio.refused(offer);
        }
        if (pictureAt < 0 && video != null) {
            video.refused(offer);
        }
        said = lines;
        return describe();
    }

    private MediaDescription answer(
            RoomLine line, MediaDescription offered, SessionDescription offer, Duration longest) {
        RoomSecurity.Choice choice = RoomSecurity.choose(offered, offer, policy).orElseThrow();
        LineSecurity security = RoomSecurity.agree(choice, line.security());
        int port = line.transport().rtpPort();
        MediaDescription formats = (offered.type().equals("audio")
                        ? RoomAnswer.audio(offered, offer, port)
                        : RoomAnswer.video(offered, offer, port))
                .orElseThrow();
        MediaDescription ours =
                RoomSecurity.answer(formats, choice, security, line.transport().fingerprint());
        line.agreed(ours, offered, offer, security, longest);
        return ours;
    }

    private UdpRtpTransport openForSound() {
        UdpRtpTransport sound = ports.open();
        sound.takeLongPackets();
        return sound;
    }

    /**
     * The line to take: the one that was taken before, if it still can be, else the first that can and is encrypted, else
     * the first that can; a sound that is for want of a better comes last. Some rooms offer each medium twice, encrypted and not, in either order.
     */
    private int pick(SessionDescription offer, int before, String type) {
        if (before >= 0 && before < offer.media().size() && isUsable(offer, before, type)) {
            return before;
        }
        List<Integer> usable = IntStream.range(0, offer.media().size())
                .filter(i -> isUsable(offer, i, type))
                .boxed()
                .sorted(Comparator.comparing(i -> isLastResort(offer.media().get(i))))
                .toList();
        return usable.stream()
                .filter(i -> RoomSecurity.choose(offer.media().get(i), offer, policy)
                        .filter(choice -> !(choice instanceof RoomSecurity.Choice.Plain))
                        .isPresent())
                .findFirst()
                .or(() -> usable.stream().findFirst())
                .orElse(-1);
    }

    /** Whether a line has only sounds that are for want of a better. */
    private static boolean isLastResort(MediaDescription offered) {
        List<AudioFormat> formats = AudioFormats.worthTaking(offered);
        return !formats.isEmpty() && formats.getFirst().codec().isLastResort();
    }

    private boolean isUsable(SessionDescription offer, int index, String type) {
        MediaDescription offered = offer.media().get(index);
        boolean common = type.equals("audio")
                ? RoomAnswer.audio(offered, offer, 9).isPresent()
                : RoomAnswer.isMainPicture(offered)
                        && RoomAnswer.video(offered, offer, 9).isPresent();
        return common && RoomSecurity.choose(offered, offer, policy).isPresent();
    }

    /** A room may switch its camera off while it is heard: only a call without sound is watched by its picture. */
    private Duration silenceOfPicture() {
        return audio != null && audio.direction().receives() ? Duration.ZERO : silence;
    }

    private void requireSomething() {
        boolean sound = audio != null && !audio.remote().isRefused();
        boolean picture = video != null && !video.remote().isRefused();
        if (!sound && !picture) {
            throw new NotAcceptableException("every stream was refused");
        }
    }

    private SessionDescription describe() {
        version++;
        Origin origin = new Origin("-", Long.toString(sessionId), Integer.toString(version), Connection.of(advertised));
        return SessionDescription.of(origin, Attributes.NONE, said).withBandwidths(RoomBandwidth.ofAll(said));
    }

    /** What is agreed now; nothing in directions that are off or held. */
    LegMedia agreed() {
        return streams.of(audio, video, refused);
    }

    static LegMedia nothing() {
        return new LegMedia(Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    @Override
    public void close() {
        if (audio != null) {
            audio.close();
        }
        if (video != null) {
            video.close();
        }
    }
}

package org.courtbridge.signalling.sip.media;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.network.AdvertisedAddresses;
import org.courtbridge.media.transport.PortsExhaustedException;
import org.courtbridge.media.transport.UdpPorts;
import org.courtbridge.media.transport.UdpRtpTransport;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.signalling.bfcp.BfcpTransport;
import org.courtbridge.signalling.rooms.PictureCeiling;
import org.courtbridge.signalling.sdp.Attribute;
import org.courtbridge.signalling.sdp.Attributes;
import org.courtbridge.signalling.sdp.AudioFormats;
import org.courtbridge.signalling.sdp.MediaDescription;
import org.courtbridge.signalling.sdp.SessionDescription;
import org.courtbridge.signalling.sdp.VideoFormats;
import org.jspecify.annotations.Nullable;

/**
 * The media of one call with a room, offer by offer and answer by answer (RFC 3264): one line of sound, one of picture, one of
 * camera control, each on ports of its own, in the order that the first offer gave them, and one of slides together with the
 * one by which the room asks to show them; every other line is refused in its place.
 *
 * <p>Belongs to the call's thread.
 */
public final class RoomMedia implements AutoCloseable {

    private final LineTransports transports;
    private final Duration silence;
    private final Encryption policy;
    private final RoomStreams streams = new RoomStreams(UUID.randomUUID().toString());
    private final List<LegMedia.Refused> refused = new ArrayList<>();
    private final SessionOrigin origin;
    private PictureCeiling pictures = PictureCeiling.P720;

    /**
     * Our last description of each line that the call ever had, in order; the lines of {@link #audio} and so on among them. It
     * never gets shorter (RFC 3264, section 8), whatever the room's offers do.
     */
    private List<MediaDescription> said = List.of();

    private @Nullable RoomLine audio;
    private @Nullable RoomLine video;
    private @Nullable RoomLine camera;
    private @Nullable RoomLine slides;
    private final CameraControl control;
    private final Optional<RoomContent> content;

    /** Place of the line by which the room asks to show slides; -1 if there is none. */
    private int floorIndex = -1;

    /** Whether a first offer of ours has a line of camera control, which a device that never had one might stumble over. */
    public enum CameraControl {
        OFFERED,
        ON_REQUEST
    }

    /**
     * @param policy whether the device encrypts
     * @param content what the room asks for to show slides; empty if it cannot
     */
    public RoomMedia(
            UdpPorts ports,
            AdvertisedAddresses advertised,
            Duration silence,
            Encryption policy,
            CameraControl control,
            Optional<RoomContent> content) {
        this.content = content;
        this.policy = policy;
        this.control = control;
        this.transports = new LineTransports(ports);
        this.origin = new SessionOrigin(advertised);
        this.silence = silence;
    }

    /** Sets the largest picture that the party is told we take, from the next offer or answer on; 720p before that. */
    public void takes(PictureCeiling largest) {
        pictures = largest;
    }

    /** Says where the party's signalling comes from, which its media may come from too, by any port, if that is a NAT. */
    public void signalledFrom(InetAddress address) {
        origin.party(address);
        transports.signalledFrom(address, lines());
    }

    /** Says where the party is called, or calls from: our next description names an address that it reaches from there. */
    public void reachedAt(InetAddress address) {
        origin.party(address);
    }

    /** The party sends from now on: its NAT may give it ports that nobody knows yet. */
    public void begins() {
        lines().forEach(line -> line.transport().begins());
    }

    /**
     * From now on media in the clear may come from machines that the signalling does not come from, as the party's NAT changes
     * its outer address.
     *
     * @param followed hears of each such machine, on an event loop
     */
    public void followElsewhere(Consumer<InetAddress> followed) {
        transports.followElsewhere(followed, lines());
    }

    /** Our offer: the first of a call, or anew with the same lines. */
    public SessionDescription offer() {
        List<MediaDescription> lines = new ArrayList<>(said);
        if (lines.isEmpty()) {
            UdpRtpTransport sound = transports.openForSound();
            audio = new RoomLine(0, sound, offer(RoomOffer.audio(sound.rtpPort()), sound));
            lines.add(audio.local());
            UdpRtpTransport picture = transports.open();
            video = new RoomLine(1, picture, offer(RoomOffer.video(picture.rtpPort(), pictures), picture));
            lines.add(video.local());
            content.filter(RoomContent::isOffered).ifPresent(offered -> offer(offered, lines));
            if (control == CameraControl.OFFERED) {
                UdpRtpTransport link = transports.open();
                camera = new RoomLine(lines.size(), link, offer(CameraLine.offer(link.rtpPort()), link));
                lines.add(camera.local());
            }
        } else {
            for (RoomLine line : lines()) {
                line.offered(RoomSecurity.again(bothWays(line.local())));
                lines.set(line.place(), line.local());
            }
            if (floorIndex >= 0) {
                lines.set(floorIndex, RoomContent.again(lines.get(floorIndex)));
            }
        }
        said = lines;
        return describe(said);
    }

    private MediaDescription offer(MediaDescription formats, UdpRtpTransport transport) {
        MediaDescription line = RoomSecurity.offer(formats, policy, transport.fingerprint());
        return origin.hasIce() ? RoomIce.offer(line, origin.addresses(List.of()), transport) : line;
    }

    private void offer(RoomContent offered, List<MediaDescription> lines) {
        UdpRtpTransport transport = transports.open();
        RoomLine line = new RoomLine(
                lines.size(), transport, offer(RoomOffer.slides(transport.rtpPort(), pictures), transport));
        slides = line;
        lines.add(line.local());
        floorIndex = lines.size();
        lines.add(offered.offer(line.local()));
    }

    /** The lines that are in use. */
    private List<RoomLine> lines() {
        return Stream.of(
                        Optional.ofNullable(audio),
                        Optional.ofNullable(video),
                        Optional.ofNullable(camera),
                        Optional.ofNullable(slides))
                .flatMap(Optional::stream)
                .toList();
    }

    private static MediaDescription bothWays(MediaDescription line) {
        List<Attribute> kept = line.attributes().all().stream()
                .filter(attribute ->
                        new Attributes(List.of(attribute)).direction().isEmpty())
                .toList();
        return line.withAttributes(new Attributes(kept)).withFlag("sendrecv");
    }

    /**
     * The party has answered our {@link #offer}.
     *
     * @throws NotAcceptableException if the answer does not fit the offer, when nothing has changed; or if it accepts nothing of
     *     a call that had nothing before
     */
    public void answered(SessionDescription answer) {
        List<MediaDescription> answered = lineByLine(answer);
        lines().forEach(line -> RoomLine.requireAddress(answered.get(line.place()), answer));
        boolean hadSomething = hasSomething();
        refused.clear();
        if (audio != null) {
            MediaDescription theirs = answered.get(audio.place());
            boolean common = !AudioFormats.of(theirs).isEmpty();
            answered(audio, theirs, answer, common, silence);
        }
        if (video != null) {
            MediaDescription theirs = answered.get(video.place());
            boolean common = !VideoFormats.of(theirs).isEmpty();
            answered(video, theirs, answer, common, silenceOfPicture());
        }
        if (camera != null) {
            MediaDescription theirs = answered.get(camera.place());
            boolean common = CameraLine.payloadType(theirs).isPresent();
            answered(camera, theirs, answer, common, Duration.ZERO);
        }
        if (slides != null) {
            MediaDescription theirs = answered.get(slides.place());
            boolean common = !VideoFormats.of(theirs).isEmpty();
            answered(slides, theirs, answer, common, Duration.ZERO);
        }
        if (floorIndex >= 0) {
            MediaDescription theirs = answered.get(floorIndex);
            boolean asks =
                    content.filter(floor -> floor.answered(theirs, answer)).isPresent();
            if (slides == null || slides.remote().isRefused() || !asks) {
                giveUpContent();
            }
        }
        if (!hadSomething && !hasSomething()) {
            throw new NotAcceptableException("every stream was refused");
        }
    }

    /**
     * Old rooms leave out the last lines where they should refuse them (RFC 3264, section 6). A line that is answered by one of
     * another medium is not answered, and as good as refused.
     */
    private List<MediaDescription> lineByLine(SessionDescription answer) {
        List<MediaDescription> lines = new ArrayList<>(answer.media());
        boolean inPlace = IntStream.range(0, Math.min(lines.size(), said.size()))
                .allMatch(i -> lines.get(i).type().equals(said.get(i).type()));
        if (lines.size() > said.size() || lines.size() < said.size() && !inPlace) {
            throw new NotAcceptableException("answer has %d media (expected: %d)".formatted(lines.size(), said.size()));
        }
        said.stream().skip(lines.size()).map(MediaDescription::refused).forEach(lines::add);
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).type().equals(said.get(i).type())) {
                lines.set(i, said.get(i).refused());
            }
        }
        return lines;
    }

    /** Slides are nothing without the floor, nor the floor without them. */
    private void giveUpContent() {
        content.ifPresent(RoomContent::leave);
        List<MediaDescription> lines = new ArrayList<>(said);
        lines.set(floorIndex, lines.get(floorIndex).refused());
        floorIndex = -1;
        if (slides != null) {
            lines.set(slides.place(), lines.get(slides.place()).refused());
        }
        closeSlides();
        said = lines;
    }

    private void closeSlides() {
        if (slides != null) {
            slides.close();
            slides = null;
        }
    }

    private void answered(
            RoomLine line, MediaDescription theirs, SessionDescription answer, boolean common, Duration longest) {
        Optional<LineSecurity> security = RoomSecurity.accepted(line.local(), theirs, answer, policy, line.security());
        if (!theirs.isRefused() && common && security.isPresent()) {
            Optional<RoomIce> ice = RoomIce.accepted(line.local(), theirs, answer);
            line.agreed(line.local(), theirs, answer, new RoomLine.Agreed(security.get(), ice), longest);
        } else {
            line.refused(answer);
            RoomRefusal.ofAnswer(theirs, common).ifPresent(refused::add);
        }
    }

    /**
     * Answers an offer of the party, with as many lines as it has. An offer with fewer than before refuses those that are
     * missing, each in its place, from where a later offer of either side may bring it back; one that wants nothing of what the
     * call had, by port 0 or without lines, leaves the call without media.
     *
     * @throws NotAcceptableException if it has nothing that we can take; then nothing has changed
     * @throws PortsExhaustedException if there is no port for a new line; then nothing has changed
     */
    public SessionDescription answer(SessionDescription offer) {
        OfferedLines offeredLines = new OfferedLines(offer, policy, pictures);
        int soundAt = offeredLines.pick(audio, OfferedLines.Kind.SOUND);
        int pictureAt = offeredLines.pick(video, OfferedLines.Kind.PICTURE);
        int cameraAt = offeredLines.pick(camera, OfferedLines.Kind.CAMERA);
        int floorAt = pictureAt < 0
                ? -1
                : content.map(asked -> offeredLines.floor(asked, floorIndex)).orElse(-1);
        int slidesAt = floorAt < 0 ? -1 : offeredLines.pick(slides, OfferedLines.Kind.SLIDES);
        boolean wantsNothing = offer.media().stream().allMatch(MediaDescription::isRefused);
        if (soundAt < 0 && pictureAt < 0 && (said.isEmpty() || !wantsNothing)) {
            boolean encryption = offer.media().stream()
                    .flatMap(offered -> RoomRefusal.ofOffer(offered, offer, policy, false).stream())
                    .anyMatch(line -> line.reason() == LegMedia.Refusal.ENCRYPTION);
            throw new NotAcceptableException(
                    encryption ? "no common format with encryption " + policy : "no common format");
        }
        IntStream.of(soundAt, pictureAt, cameraAt, slidesAt)
                .filter(place -> place >= 0)
                .forEach(place -> RoomLine.requireAddress(offer.media().get(place), offer));
        open(offer, soundAt, pictureAt, cameraAt, slidesAt);
        refused.clear();
        List<MediaDescription> lines = new ArrayList<>();
        for (int i = 0; i < offer.media().size(); i++) {
            MediaDescription offered = offer.media().get(i);
            if (i == soundAt) {
                lines.add(answer(Objects.requireNonNull(audio), i, offer, silence));
            } else if (i == pictureAt) {
                lines.add(answer(Objects.requireNonNull(video), i, offer, silenceOfPicture()));
            } else if (i == cameraAt) {
                lines.add(answer(Objects.requireNonNull(camera), i, offer, Duration.ZERO));
            } else if (i == slidesAt) {
                lines.add(answer(Objects.requireNonNull(slides), i, offer, Duration.ZERO));
            } else if (i == floorAt && slidesAt >= 0) {
                lines.add(content.orElseThrow()
                        .answer(offered, offer, offer.media().get(slidesAt)));
            } else {
                lines.add(offered.refused());
                boolean served = offered.type().equals("audio") ? soundAt >= 0 : pictureAt >= 0;
                RoomRefusal.ofOffer(offered, offer, policy, served).ifPresent(refused::add);
            }
        }
        floorIndex = slidesAt < 0 ? -1 : floorAt;
        Set<Integer> taken = new HashSet<>(List.of(soundAt, pictureAt, cameraAt, slidesAt, floorIndex));
        audio = soundAt < 0 ? unwanted(audio, offer, taken) : audio;
        video = pictureAt < 0 ? unwanted(video, offer, taken) : video;
        camera = cameraAt < 0 ? unwanted(camera, offer, taken) : camera;
        if (floorIndex < 0) {
            content.ifPresent(RoomContent::leave);
            closeSlides();
        }
        SessionDescription answer = describe(lines);
        said.stream().skip(lines.size()).map(MediaDescription::refused).forEach(lines::add);
        said = lines;
        return answer;
    }

    /** Opens what the call has not had yet of the lines that are taken of an offer: all or, without ports, none. */
    private void open(SessionDescription offer, int soundAt, int pictureAt, int cameraAt, int slidesAt) {
        List<RoomLine> opened = new ArrayList<>();
        try {
            Optional<RoomLine> sound = opened(audio, soundAt, offer, opened);
            Optional<RoomLine> picture = opened(video, pictureAt, offer, opened);
            Optional<RoomLine> link = opened(camera, cameraAt, offer, opened);
            Optional<RoomLine> shown = opened(slides, slidesAt, offer, opened);
            sound.ifPresent(line -> line.transport().takeLongPackets());
            audio = sound.orElse(audio);
            video = picture.orElse(video);
            camera = link.orElse(camera);
            slides = shown.orElse(slides);
        } catch (PortsExhaustedException e) {
            opened.forEach(RoomLine::close);
            throw e;
        }
    }

    private Optional<RoomLine> opened(
            @Nullable RoomLine present, int place, SessionDescription offer, List<RoomLine> opened) {
        if (present != null || place < 0) {
            return Optional.empty();
        }
        RoomLine line =
                new RoomLine(place, transports.open(), offer.media().get(place).refused());
        opened.add(line);
        return Optional.of(line);
    }

    /** A line that an offer does not want or does not have any more; null if something else has its place now. */
    private static @Nullable RoomLine unwanted(@Nullable RoomLine line, SessionDescription offer, Set<Integer> taken) {
        if (line == null) {
            return null;
        }
        line.refused(offer);
        if (line.keepsPlace(offer, taken)) {
            return line;
        }
        line.close();
        return null;
    }

    private MediaDescription answer(RoomLine line, int place, SessionDescription offer, Duration longest) {
        line.place(place);
        MediaDescription offered = offer.media().get(place);
        RoomSecurity.Choice choice = RoomSecurity.choose(offered, offer, policy).orElseThrow();
        LineSecurity security = RoomSecurity.agree(choice, line.security());
        int port = line.transport().rtpPort();
        MediaDescription formats =
                OfferedLines.formats(offered, offer, port, pictures).orElseThrow();
        MediaDescription secured =
                RoomSecurity.answer(formats, choice, security, line.transport().fingerprint());
        Optional<RoomIce> ice = RoomIce.answering(offered, offer, line.ice());
        List<InetAddress> addresses = origin.addresses(RoomIce.places(offered, offer));
        MediaDescription ours = RoomIce.answer(secured, ice, offered, offer, addresses, line.transport());
        line.agreed(ours, offered, offer, new RoomLine.Agreed(security, ice), longest);
        return ours;
    }

    /** A room may switch its camera off while it is heard: only a call without sound is watched by its picture. */
    private Duration silenceOfPicture() {
        return audio != null && audio.direction().receives() ? Duration.ZERO : silence;
    }

    private boolean hasSomething() {
        return Stream.of(Optional.ofNullable(audio), Optional.ofNullable(video))
                .flatMap(Optional::stream)
                .anyMatch(line -> !line.remote().isRefused());
    }

    private SessionDescription describe(List<MediaDescription> lines) {
        boolean ice =
                lines.stream().anyMatch(line -> line.attributes().iceUfrag().isPresent());
        Attributes attributes = ice ? Attributes.NONE.withFlag(RoomIce.LITE) : Attributes.NONE;
        return SessionDescription.of(origin.next(), attributes, lines)
                .withConnection(origin.connection())
                .withBandwidths(RoomBandwidth.ofAll(lines));
    }

    /** The media that are negotiated at present; none in directions that are off or held. */
    public LegMedia agreed() {
        return streams.of(audio, video, slides, camera, refused);
    }

    /**
     * The party says by signalling which keys it presses: tones in its sound count as keys no more.
     *
     * @return whether they did, and what is {@link #agreed} is another therefore
     */
    public boolean keysBySignalling() {
        boolean counted = agreed().receivedAudio()
                .filter(LegMedia.ReceivedAudio::keysAsTones)
                .isPresent();
        streams.keysBySignalling();
        return counted;
    }

    /** The hearing has the room present. */
    public void given() {
        content.ifPresent(RoomContent::given);
    }

    /** The hearing does not let the room present. */
    public void denied() {
        content.ifPresent(RoomContent::denied);
    }

    /** The hearing does not have the room present any more. */
    public void taken() {
        content.ifPresent(RoomContent::taken);
    }

    /** Transport by which the room asks to present; empty if it cannot. */
    public Optional<BfcpTransport> presentsBy() {
        return content.flatMap(RoomContent::transport);
    }

    /** From now on our offers have ICE, as the device has shown that it speaks it. Old ones may stumble over that. */
    public void offersIce() {
        origin.offersIce();
    }

    /** Whether both sides speak ICE on a line. */
    public boolean speaksIce() {
        return lines().stream().anyMatch(line -> line.ice().isPresent());
    }

    /** Whether the room has a line of camera control. */
    public boolean hasCameraControl() {
        return camera != null && !camera.remote().isRefused();
    }

    public static LegMedia nothing() {
        return LegMedia.NOTHING;
    }

    @Override
    public void close() {
        lines().forEach(RoomLine::close);
        content.ifPresent(RoomContent::close);
    }
}

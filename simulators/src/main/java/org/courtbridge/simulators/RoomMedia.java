package org.courtbridge.simulators;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.srtp.SrtpKey;
import org.courtbridge.codecs.srtp.SrtpProfile;
import org.courtbridge.signalling.sdp.Attributes;
import org.courtbridge.signalling.sdp.AudioFormats;
import org.courtbridge.signalling.sdp.Connection;
import org.courtbridge.signalling.sdp.CryptoAttribute;
import org.courtbridge.signalling.sdp.Direction;
import org.courtbridge.signalling.sdp.MediaDescription;
import org.courtbridge.signalling.sdp.Origin;
import org.courtbridge.signalling.sdp.SdpException;
import org.courtbridge.signalling.sdp.SessionDescription;
import org.courtbridge.signalling.sdp.VideoFormats;

/** The room's devices in one call, described in SDP (RFC 3264). */
final class RoomMedia implements AutoCloseable {

    private static final String PROTOCOL = "RTP/AVP";
    private static final String CRYPTO = "crypto";
    private static final int OUR_H264 = 97;
    private static final String H264_PARAMETERS = "profile-level-id=42e01f;packetization-mode=1";

    private final InetAddress local;
    private final RoomDevices devices;
    private final boolean encrypts;

    /** Our key of each stream that is protected, by its medium. */
    private final Map<String, SrtpKey> keys = new HashMap<>();

    private int version;

    private RoomMedia(InetAddress local, RoomDevices devices, boolean encrypts) {
        this.local = local;
        this.devices = devices;
        this.encrypts = encrypts;
    }

    /**
     * @param cname names the room in RTCP
     * @param encrypts whether it speaks SRTP where the other side does, by keys in the description (RFC 4568) in the plain profile
     *     (RFC 8643)
     */
    static RoomMedia open(InetAddress local, String cname, RoomSources sources, boolean encrypts) throws IOException {
        return new RoomMedia(local, RoomDevices.open(local, cname, sources), encrypts);
    }

    RoomDevices devices() {
        return devices;
    }

    public String offer() {
        return description(List.of(
                offered(sound(AudioCodec.G722.name(), 9, Direction.SENDRECV)),
                offered(picture(OUR_H264, H264_PARAMETERS, Direction.SENDRECV))));
    }

    private MediaDescription offered(MediaDescription line) {
        return encrypts
                ? line.with(
                        CRYPTO,
                        CryptoAttribute.of(1, key(line.type(), SrtpProfile.AES_CM_128_HMAC_SHA1_80))
                                .write())
                : line;
    }

    /** The key that the stream has already, if it has one. @param otherwise profile of a new one */
    private SrtpKey key(String medium, SrtpProfile otherwise) {
        return keys.computeIfAbsent(medium, _ -> SrtpKey.random(otherwise));
    }

    /** Our answer to an offered line. Must have been {@link #accepted} before. */
    private MediaDescription answered(MediaDescription offered, MediaDescription line) {
        return crypto(offered)
                .map(theirs -> line.with(
                        CRYPTO, theirs.answer(key(line.type(), profile(theirs))).write()))
                .orElse(line);
    }

    /** The first that can be used; of our profile, if the stream has one already. */
    private Optional<CryptoAttribute> crypto(MediaDescription theirs) {
        return encrypts
                ? theirs.attributes().values(CRYPTO).stream()
                        .map(CryptoAttribute::parse)
                        .filter(crypto -> !crypto.usableKeys().isEmpty()
                                && !profile(crypto).isLastResort())
                        .min(Comparator.comparing(crypto -> !isOfKey(theirs.type(), profile(crypto))))
                : Optional.empty();
    }

    private boolean isOfKey(String medium, SrtpProfile profile) {
        SrtpKey key = keys.get(medium);
        return key != null && key.profile() == profile;
    }

    private static SrtpProfile profile(CryptoAttribute crypto) {
        return crypto.usableKeys().getFirst().profile();
    }

    private void protect(MediaDescription theirs, RtpPair ports) {
        Optional<CryptoAttribute> crypto = crypto(theirs);
        if (crypto.isEmpty()) {
            ports.srtp().clear();
            return;
        }
        SrtpProfile profile = profile(crypto.get());
        if (!isOfKey(theirs.type(), profile)) {
            keys.put(theirs.type(), SrtpKey.random(profile));
        }
        ports.srtp().keys(key(theirs.type(), profile), crypto.get().usableKeys());
    }

    /**
     * Takes up what an offer allows.
     *
     * @return the answer; empty, if the offer has no sound that the room knows
     * @throws SdpException if the offer cannot be understood
     */
    public Optional<String> answer(String offerText) {
        SessionDescription offer = SessionDescription.parse(offerText);
        Optional<MediaDescription> ourSound =
                first(offer, "audio", medium -> g722(medium).isPresent());
        Optional<MediaDescription> ourPicture =
                first(offer, "video", medium -> h264(medium).isPresent());
        if (ourSound.isEmpty()) {
            return Optional.empty();
        }
        accepted(offer);
        List<MediaDescription> media = new ArrayList<>();
        for (MediaDescription medium : offer.media()) {
            Direction direction = offer.directionOf(medium).reversed();
            if (ourSound.filter(one -> one == medium).isPresent()) {
                media.add(answered(
                        medium, sound("G722", g722(medium).orElseThrow().payloadType(), direction)));
            } else if (ourPicture.filter(one -> one == medium).isPresent()) {
                H264Format format = h264(medium).orElseThrow();
                String parameters = H264_PARAMETERS.replace("mode=1", "mode=" + format.packetizationMode());
                media.add(answered(medium, picture(format.payloadType(), parameters, direction)));
            } else {
                media.add(medium.refused());
            }
        }
        return Optional.of(description(media));
    }

    /**
     * Sends from now on as the far end's description says, whether it is an offer or an answer.
     *
     * @throws SdpException if it cannot be understood
     */
    void accepted(String text) {
        accepted(SessionDescription.parse(text));
    }

    private void accepted(SessionDescription far) {
        first(far, "audio", medium -> g722(medium).isPresent()).ifPresent(medium -> {
            protect(medium, devices.soundPorts());
            direct(far, medium, devices.soundPorts());
            boolean wanted = far.directionOf(medium).receives();
            devices.sound().negotiated(g722(medium).orElseThrow().payloadType(), wanted);
        });
        first(far, "video", medium -> h264(medium).isPresent()).ifPresent(medium -> {
            protect(medium, devices.picturePorts());
            direct(far, medium, devices.picturePorts());
            boolean wanted = far.directionOf(medium).receives();
            devices.picture().negotiated(h264(medium).orElseThrow().payloadType(), wanted);
        });
    }

    private static void direct(SessionDescription far, MediaDescription medium, RtpPair ports) {
        String address = far.connectionOf(medium)
                .orElseThrow(() -> new SdpException("c= is missing (RFC 8866, section 5.7)"))
                .address();
        try {
            // An address and never a name: nothing is looked up.
            InetAddress host = InetAddress.ofLiteral(address);
            int rtcp = medium.rtcpMux() ? medium.port() : medium.rtcpPort().orElse(medium.port() + 1);
            ports.remote(new InetSocketAddress(host, medium.port()), new InetSocketAddress(host, rtcp));
        } catch (IllegalArgumentException e) {
            throw new SdpException("c= has no address: " + address);
        }
    }

    private static Optional<MediaDescription> first(
            SessionDescription description, String type, Predicate<MediaDescription> usable) {
        return description.media().stream()
                .filter(medium -> medium.type().equals(type) && !medium.isRefused())
                .filter(medium ->
                        medium.protocol().equals(PROTOCOL) || medium.protocol().equals("RTP/AVPF"))
                .filter(usable)
                .findFirst();
    }

    private static Optional<AudioFormat> g722(MediaDescription medium) {
        return AudioFormats.of(medium).stream()
                .filter(format -> format.codec() == AudioCodec.G722)
                .findFirst();
    }

    /** Either packetization mode is good, as the room's slices fit a packet; 1 is better for what it receives. */
    private static Optional<H264Format> h264(MediaDescription medium) {
        return VideoFormats.h264(medium).stream()
                .filter(format -> format.packetizationMode() <= 1)
                .max(Comparator.comparingInt(H264Format::packetizationMode));
    }

    private MediaDescription sound(String encoding, int payloadType, Direction direction) {
        return MediaDescription.of(
                        "audio", devices.soundPorts().port(), PROTOCOL, List.of(Integer.toString(payloadType)))
                .with("rtpmap", payloadType + " " + encoding + "/8000")
                .with("ptime", "20")
                .withFlag(direction.word());
    }

    private MediaDescription picture(int payloadType, String parameters, Direction direction) {
        return MediaDescription.of(
                        "video", devices.picturePorts().port(), PROTOCOL, List.of(Integer.toString(payloadType)))
                .with("rtpmap", payloadType + " H264/90000")
                .with("fmtp", payloadType + " " + parameters)
                .with("rtcp-fb", "* nack pli")
                .with("rtcp-fb", "* ccm fir")
                .withFlag(direction.word());
    }

    private String description(List<MediaDescription> media) {
        version++;
        Origin origin = new Origin("room", "1", Integer.toString(version), Connection.of(local));
        return SessionDescription.of(origin, Attributes.NONE, media).write();
    }

    @Override
    public void close() {
        devices.close();
    }
}

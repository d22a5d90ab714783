package org.courtbridge.signalling.sdp;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.courtbridge.codecs.rtp.VideoOrientation;

/**
 * One {@code m=} section (RFC 8866, section 5.14).
 *
 * @param type such as "audio", "video" or "application"
 * @param port 0 to 65,535; 0 means refused
 * @param protocol such as "RTP/AVP" or "UDP/TLS/RTP/SAVPF"
 * @param formats payload types for RTP, most preferred first
 * @param otherLines lines of this section that we do not read ({@code i=}, {@code k=} and strangers)
 */
public record MediaDescription(
        String type,
        int port,
        String protocol,
        List<String> formats,
        Optional<Connection> connection,
        List<Bandwidth> bandwidths,
        Attributes attributes,
        List<String> otherLines) {

    public MediaDescription {
        formats = List.copyOf(formats);
        bandwidths = List.copyOf(bandwidths);
        otherLines = List.copyOf(otherLines);
    }

    /** A section with nothing but its first line. */
    public static MediaDescription of(String type, int port, String protocol, List<String> formats) {
        return new MediaDescription(
                type, port, protocol, formats, Optional.empty(), List.of(), Attributes.NONE, List.of());
    }

    public MediaDescription with(Attribute... more) {
        return withAttributes(attributes.with(more));
    }

    public MediaDescription with(String name, String value) {
        return withAttributes(attributes.with(name, value));
    }

    public MediaDescription withFlag(String name) {
        return withAttributes(attributes.withFlag(name));
    }

    public MediaDescription withAttributes(Attributes replacement) {
        return new MediaDescription(type, port, protocol, formats, connection, bandwidths, replacement, otherLines);
    }

    public MediaDescription withProtocol(String replacement) {
        return new MediaDescription(type, port, replacement, formats, connection, bandwidths, attributes, otherLines);
    }

    public MediaDescription withConnection(Connection replacement) {
        return new MediaDescription(
                type, port, protocol, formats, Optional.of(replacement), bandwidths, attributes, otherLines);
    }

    public MediaDescription withBandwidths(List<Bandwidth> replacement) {
        return new MediaDescription(type, port, protocol, formats, connection, replacement, attributes, otherLines);
    }

    /** The answer that refuses this section: port 0 in its place (RFC 3264, section 6). */
    public MediaDescription refused() {
        return of(type, 0, protocol, formats).withAttributes(midOnly());
    }

    private Attributes midOnly() {
        return mid().map(mid -> Attributes.NONE.with("mid", mid)).orElse(Attributes.NONE);
    }

    public boolean isRefused() {
        return port == 0;
    }

    /** Whether it carries RTP, whatever the profile. */
    public boolean isRtp() {
        return protocol.contains("RTP/");
    }

    /** The payload types of the first line, in its order; what is no payload type is left out. */
    public List<Integer> payloadTypes() {
        return formats.stream()
                .filter(format -> format.matches("[0-9]{1,3}"))
                .map(Integer::valueOf)
                .filter(payloadType -> payloadType <= 127)
                .distinct()
                .toList();
    }

    /** The encoding of each payload type of the first line, in its order, with the static ones that need no rtpmap. */
    public List<RtpMap> rtpMaps() {
        Map<Integer, RtpMap> said = new LinkedHashMap<>();
        for (String value : attributes.values("rtpmap")) {
            RtpMap.parse(value).ifPresent(map -> said.putIfAbsent(map.payloadType(), map));
        }
        return payloadTypes().stream()
                .flatMap(payloadType ->
                        Optional.ofNullable(said.get(payloadType))
                                .or(() -> StaticPayloadTypes.of(payloadType))
                                .stream())
                .toList();
    }

    /** The format parameters of a payload type by lower-case name; a word without "=" maps to itself. */
    public Map<String, String> formatParameters(int payloadType) {
        Map<String, String> parameters = new LinkedHashMap<>();
        formatParameterText(payloadType).ifPresent(text -> {
            for (String part : text.split(";")) {
                int equals = part.indexOf('=');
                String name = (equals < 0 ? part : part.substring(0, equals)).trim();
                if (!name.isEmpty()) {
                    parameters.putIfAbsent(
                            name.toLowerCase(Locale.ROOT),
                            equals < 0 ? name : part.substring(equals + 1).trim());
                }
            }
        });
        return parameters;
    }

    /** The parameters of a payload type, as they stand in its {@code a=fmtp}. */
    public Optional<String> formatParameterText(int payloadType) {
        return attributes.values("fmtp").stream()
                .map(value -> value.split("\\s+", 2))
                .filter(words -> words.length == 2 && words[0].equals(Integer.toString(payloadType)))
                .map(words -> words[1].trim())
                .findFirst();
    }

    /**
     * Feedback for a payload type, such as "nack", "nack pli", "ccm fir"; what was said of {@code *} is included. What some
     * rooms say of several kinds of codec control at once counts as each of them, and its parameters are left out (RFC 5104,
     * section 7.1).
     */
    public Set<String> feedback(int payloadType) {
        Set<String> kinds = new LinkedHashSet<>();
        for (String value : attributes.values("rtcp-fb")) {
            String[] words = value.split("\\s+", 2);
            if (words.length == 2 && (words[0].equals("*") || words[0].equals(Integer.toString(payloadType)))) {
                String kind = words[1].trim().replaceAll("\\s+", " ");
                if (kind.startsWith("ccm ")) {
                    Arrays.stream(kind.split(" "))
                            .skip(1)
                            .filter(control -> !control.contains("="))
                            .forEach(control -> kinds.add("ccm " + control));
                } else {
                    kinds.add(kind);
                }
            }
        }
        return kinds;
    }

    /** {@code a=rtcp} (RFC 3605): where RTCP goes if not to the next port. */
    public OptionalInt rtcpPort() {
        return number(attributes.value("rtcp").map(value -> value.split("\\s+", 2)[0]), 65_535);
    }

    public boolean rtcpMux() {
        return attributes.has("rtcp-mux");
    }

    /** {@code a=ptime}, milliseconds. */
    public OptionalInt ptime() {
        return number(attributes.value("ptime"), 9_999);
    }

    /** {@code a=maxptime}, milliseconds of a packet that the party takes at most; empty if it says 0, which no packet has. */
    public OptionalInt maxptime() {
        OptionalInt said = number(attributes.value("maxptime"), 9_999);
        return said.orElse(0) > 0 ? said : OptionalInt.empty();
    }

    public Optional<String> mid() {
        return attributes.value("mid").filter(mid -> !mid.isEmpty());
    }

    /** {@code a=content} (RFC 4796), such as "main" or "slides". */
    public Optional<String> content() {
        return attributes.value("content");
    }

    /** {@code a=label} (RFC 4574), by which a floor names this line. */
    public Optional<String> label() {
        return attributes.value("label").filter(label -> !label.isEmpty());
    }

    /**
     * {@code a=crypto} (SDES, RFC 4568), in the order of preference.
     *
     * @throws SdpException if one of them is malformed
     */
    public List<CryptoAttribute> cryptos() {
        return attributes.values("crypto").stream().map(CryptoAttribute::parse).toList();
    }

    /** {@code a=msid} (RFC 8830): stream id and track id. */
    public Optional<String> msid() {
        return attributes.value("msid");
    }

    public List<SsrcAttribute> ssrcs() {
        return attributes.values("ssrc").stream()
                .flatMap(value -> SsrcAttribute.parse(value).stream())
                .toList();
    }

    public List<Candidate> candidates() {
        return attributes.values("candidate").stream()
                .flatMap(value -> Candidate.parse(value).stream())
                .toList();
    }

    static MediaDescription parseFirstLine(String value) {
        String[] words = value.trim().split("\\s+");
        if (words.length < 3) {
            throw new SdpException("m= has %d fields (expected: >= 4)".formatted(words.length));
        }
        String port = words[1].split("/", 2)[0];
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
            throw new SdpException("m= port is not 0 to 65535");
        }
        return of(words[0], Integer.parseInt(port), words[2], List.of(words).subList(3, words.length));
    }

    void write(StringBuilder out) {
        out.append("m=").append(type).append(' ').append(port).append(' ').append(protocol);
        formats.forEach(format -> out.append(' ').append(format));
        out.append("\r\n");
        otherLines.stream().filter(line -> line.startsWith("i=")).forEach(line -> SdpLines.write(out, line));
        connection.ifPresent(value -> SdpLines.write(out, "c=" + value.write()));
        bandwidths.forEach(value -> SdpLines.write(out, "b=" + value.write()));
        otherLines.stream().filter(line -> !line.startsWith("i=")).forEach(line -> SdpLines.write(out, line));
        attributes.all().forEach(value -> SdpLines.write(out, "a=" + value.write()));
    }

    private static OptionalInt number(Optional<String> text, int limit) {
        return text.map(value -> value.split("\\.", 2)[0])
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(Integer::valueOf)
                .filter(value -> value <= limit)
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    /** The id (RFC 8285) under which the party says how its pictures must be turned (CVO), if it knows of that. */
    public OptionalInt orientationExtension() {
        return attributes.extensionMaps().stream()
                .filter(extension -> extension.uri().equals(VideoOrientation.URI))
                .mapToInt(ExtensionMap::id)
                .findFirst();
    }
}

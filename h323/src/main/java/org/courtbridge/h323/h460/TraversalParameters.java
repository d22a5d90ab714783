package org.courtbridge.h323.h460;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h245.GenericTypes;
import org.courtbridge.h323.h245.MediaAddress;
import org.courtbridge.h323.per.ObjectIdentifier;

/**
 * Parameters for the NAT traversal of a channel's media (H.460.19), in genericInformation of OpenLogicalChannel and of its Ack.
 *
 * @param multiplexedMedia where media of several channels are taken at one port
 * @param multiplexedMediaControl the same of their RTCP
 * @param multiplexId what is put before a packet to that port, 0 to 2^32 - 1
 * @param keepAlive where packets are to be sent to, so that the NAT lets others in
 * @param keepAlivePayloadType of those packets, 0 to 127
 * @param keepAliveInterval between them, in whole seconds
 */
public record TraversalParameters(
        Optional<InetSocketAddress> multiplexedMedia,
        Optional<InetSocketAddress> multiplexedMediaControl,
        Optional<Long> multiplexId,
        Optional<InetSocketAddress> keepAlive,
        Optional<Integer> keepAlivePayloadType,
        Optional<Duration> keepAliveInterval) {

    /** A side that knows of H.460.19 and has nothing to say of this channel. */
    public static final TraversalParameters NONE = new TraversalParameters(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final ObjectIdentifier MESSAGE = ObjectIdentifier.of("0.0.8.460.19.0.1");
    private static final long PARAMETERS = 1;

    /**
     * Of a channel; empty if its sender knows nothing of H.460.19.
     *
     * @param genericInformation of the message
     * @throws org.courtbridge.h323.per.PerException if the octets that should say so do not
     */
    public static Optional<TraversalParameters> of(List<Sequence> genericInformation) {
        return genericInformation.stream()
                .filter(one -> one.get("messageIdentifier", Choice.class)
                        .find("standard", ObjectIdentifier.class)
                        .filter(MESSAGE::equals)
                        .isPresent())
                .findFirst()
                .map(one -> one.list("messageContent", Sequence.class).stream()
                        .filter(TraversalParameters::isParameters)
                        .findFirst()
                        .flatMap(content ->
                                content.get("parameterValue", Choice.class).find("octetString", Octets.class))
                        .map(TraversalParameters::of)
                        .orElse(NONE));
    }

    private static boolean isParameters(Sequence content) {
        return content.get("parameterIdentifier", Choice.class)
                .find("standard", Long.class)
                .filter(number -> number == PARAMETERS)
                .isPresent();
    }

    private static TraversalParameters of(Octets encoded) {
        Sequence in = (Sequence) H460Types.TRAVERSAL_PARAMETERS.decode(encoded);
        return new TraversalParameters(
                in.find("multiplexedMediaChannel", Choice.class).flatMap(MediaAddress::of),
                in.find("multiplexedMediaControlChannel", Choice.class).flatMap(MediaAddress::of),
                in.find("multiplexID", Long.class),
                in.find("keepAliveChannel", Choice.class).flatMap(MediaAddress::of),
                in.find("keepAlivePayloadType", Long.class).map(Long::intValue),
                in.find("keepAliveInterval", Long.class).map(Duration::ofSeconds));
    }

    /** A GenericInformation of H.245. */
    public Sequence toInformation() {
        return GenericTypes.GENERIC_INFORMATION
                .build()
                .set("messageIdentifier", GenericTypes.CAPABILITY_IDENTIFIER.value("standard", MESSAGE))
                .set("messageContent", equals(NONE) ? Optional.empty() : Optional.of(List.of(content())))
                .done();
    }

    private Sequence content() {
        Sequence parameters = H460Types.TRAVERSAL_PARAMETERS
                .build()
                .set("multiplexedMediaChannel", multiplexedMedia.map(MediaAddress::toChoice))
                .set("multiplexedMediaControlChannel", multiplexedMediaControl.map(MediaAddress::toChoice))
                .set("multiplexID", multiplexId)
                .set("keepAliveChannel", keepAlive.map(MediaAddress::toChoice))
                .set("keepAlivePayloadType", keepAlivePayloadType.map(Integer::longValue))
                .set("keepAliveInterval", keepAliveInterval.map(Duration::toSeconds))
                .done();
        return GenericTypes.GENERIC_PARAMETER
                .build()
                .set("parameterIdentifier", GenericTypes.PARAMETER_IDENTIFIER.value("standard", PARAMETERS))
                .set(
                        "parameterValue",
                        GenericTypes.PARAMETER_VALUE.value(
                                "octetString", Octets.of(H460Types.TRAVERSAL_PARAMETERS.encode(parameters))))
                .done();
    }
}

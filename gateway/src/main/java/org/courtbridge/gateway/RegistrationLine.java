package org.courtbridge.gateway;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.ras.KeptRegistration;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.signalling.sip.registrar.RegisterSequence;
import org.courtbridge.signalling.sip.registrar.Registration;

/** One registration as {@link RegistrationFile} holds it. Names of components and protocols are part of the file's format. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "protocol")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RegistrationLine.Sip.class, name = "sip"),
    @JsonSubTypes.Type(value = RegistrationLine.H323.class, name = "h323")
})
sealed interface RegistrationLine {

    /** Whether it is of that device. */
    boolean isOf(Device device);

    /**
     * A contact of a device; addresses as {@link #text} writes them.
     *
     * @param device its id
     * @param place that the contact names; empty if it names none by number
     */
    record Sip(
            String device,
            String contact,
            String transport,
            String source,
            String origin,
            Instant expires,
            String callId,
            long sequence,
            String userAgent,
            String flow,
            String place,
            List<String> path)
            implements RegistrationLine {

        static Sip of(Registration registration) {
            return new Sip(
                    registration.device().id(),
                    registration.contact(),
                    registration.transport(),
                    text(registration.source()),
                    registration.origin().getHostAddress(),
                    registration.expires(),
                    registration.sequence().callId(),
                    registration.sequence().number(),
                    registration.userAgent(),
                    registration.flow(),
                    registration.place().map(RegistrationLine::text).orElse(""),
                    registration.path());
        }

        /** @throws IllegalArgumentException if an address is none */
        Registration of(Device registered) {
            return new Registration(
                    registered,
                    contact,
                    transport,
                    address(source),
                    InetAddress.ofLiteral(origin),
                    true,
                    expires,
                    new RegisterSequence(callId, sequence),
                    userAgent,
                    flow,
                    Optional.of(place).filter(named -> !named.isEmpty()).map(RegistrationLine::address),
                    path);
        }

        @Override
        public boolean isOf(Device other) {
            return device.equals(other.id());
        }
    }

    /** An endpoint of our gatekeeper; addresses as {@link #text} writes them. @param seconds its time to live */
    record H323(
            String identifier,
            String name,
            List<Alias> aliases,
            String called,
            String ras,
            String vendor,
            boolean hashed,
            boolean traverses,
            long seconds,
            Instant expires)
            implements RegistrationLine {

        static H323 of(KeptRegistration kept) {
            return new H323(
                    kept.endpointIdentifier(),
                    kept.name(),
                    kept.aliases().stream()
                            .flatMap(alias -> Alias.of(alias).stream())
                            .toList(),
                    text(kept.callSignalAddress()),
                    text(kept.rasAddress()),
                    kept.vendor(),
                    kept.hashed(),
                    kept.traverses(),
                    kept.timeToLive().toSeconds(),
                    kept.expires());
        }

        /** @throws IllegalArgumentException if an address or an alias is none */
        KeptRegistration kept() {
            return new KeptRegistration(
                    identifier,
                    name,
                    aliases.stream().map(Alias::alias).toList(),
                    address(called),
                    address(ras),
                    vendor,
                    hashed,
                    traverses,
                    Duration.ofSeconds(seconds),
                    expires);
        }

        @Override
        public boolean isOf(Device other) {
            return name.equalsIgnoreCase(other.username());
        }
    }

    /** @param kind the alternative of AliasAddress; of a number of the public numbering plan, "e164:" and its type */
    record Alias(String kind, String text) {

        private static final String NUMBER = "e164:";

        static Optional<Alias> of(AliasAddress alias) {
            return switch (alias) {
                case AliasAddress.DialledDigits(String digits) -> Optional.of(new Alias("dialledDigits", digits));
                case AliasAddress.H323Id(String name) -> Optional.of(new Alias("h323-ID", name));
                case AliasAddress.Url(String url) -> Optional.of(new Alias("url-ID", url));
                case AliasAddress.Email(String address) -> Optional.of(new Alias("email-ID", address));
                case AliasAddress.E164(String type, String digits) -> Optional.of(new Alias(NUMBER + type, digits));
                case AliasAddress.TransportId _, AliasAddress.Other _ -> Optional.empty();
            };
        }

        AliasAddress alias() {
            return switch (kind) {
                case "dialledDigits" -> new AliasAddress.DialledDigits(text);
                case "h323-ID" -> new AliasAddress.H323Id(text);
                case "url-ID" -> new AliasAddress.Url(text);
                case "email-ID" -> new AliasAddress.Email(text);
                default -> {
                    if (!kind.startsWith(NUMBER)) {
                        throw new IllegalArgumentException(
                                "alias: %s (expected: a kind of AliasAddress)".formatted(kind));
                    }
                    yield new AliasAddress.E164(kind.substring(NUMBER.length()), text);
                }
            };
        }
    }

    /** Address and port by number, an address of IPv6 in brackets. */
    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (address.getAddress() instanceof Inet6Address ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /** The inverse of {@link #text}; nobody is asked for names. */
    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("address: %s (expected: ADDRESS:PORT)".formatted(text));
        }
        return new InetSocketAddress(
                InetAddress.ofLiteral(text.substring(0, colon).replaceAll("[\\[\\]]", "")),
                Integer.parseInt(text.substring(colon + 1)));
    }
}

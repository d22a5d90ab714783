package org.courtbridge.h323.h225;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.generic.Addresses;

/** A name by which an endpoint is called (H.225.0, clause 7.4). */
public sealed interface AliasAddress {

    /** @param digits of {@code 0123456789#*,} */
    record DialledDigits(String digits) implements AliasAddress {}

    /** Any name. */
    record H323Id(String name) implements AliasAddress {}

    /** Such as "h323:room1@court.example". */
    record Url(String url) implements AliasAddress {}

    record TransportId(InetSocketAddress address) implements AliasAddress {}

    record Email(String address) implements AliasAddress {}

    /** A number of the public numbering plan, in whichever type of it. */
    record E164(String type, String digits) implements AliasAddress {}

    /** Of another kind, as it came. */
    record Other(Choice alias) implements AliasAddress {}

    static AliasAddress of(Choice alias) {
        return switch (alias.name()) {
            case "dialledDigits" -> new DialledDigits((String) alias.value());
            case "h323-ID" -> new H323Id((String) alias.value());
            case "url-ID" -> new Url((String) alias.value());
            case "email-ID" -> new Email((String) alias.value());
            case "transportID" ->
                TransportAddress.of((Choice) alias.value())
                        .<AliasAddress>map(TransportId::new)
                        .orElseGet(() -> new Other(alias));
            case "partyNumber" ->
                ((Choice) alias.value())
                        .find("e164Number", Sequence.class)
                        .<AliasAddress>map(number -> new E164(
                                number.get("publicTypeOfNumber", Choice.class).name(),
                                number.get("publicNumberDigits", String.class)))
                        .filter(number -> !((E164) number).type.isEmpty())
                        .orElseGet(() -> new Other(alias));
            default -> new Other(alias);
        };
    }

    static List<AliasAddress> ofAll(List<Choice> aliases) {
        return aliases.stream().map(AliasAddress::of).toList();
    }

    default Choice toChoice() {
        return switch (this) {
            case DialledDigits(String digits) -> Addresses.ALIAS_ADDRESS.value("dialledDigits", digits);
            case H323Id(String name) -> Addresses.ALIAS_ADDRESS.value("h323-ID", name);
            case Url(String url) -> Addresses.ALIAS_ADDRESS.value("url-ID", url);
            case Email(String address) -> Addresses.ALIAS_ADDRESS.value("email-ID", address);
            case TransportId(InetSocketAddress address) ->
                Addresses.ALIAS_ADDRESS.value("transportID", TransportAddress.toChoice(address));
            case E164(String type, String digits) ->
                Addresses.ALIAS_ADDRESS.value(
                        "partyNumber",
                        Addresses.PARTY_NUMBER.value(
                                "e164Number",
                                Addresses.PUBLIC_PARTY_NUMBER
                                        .build()
                                        .set("publicTypeOfNumber", Addresses.PUBLIC_TYPE_OF_NUMBER.value(type))
                                        .set("publicNumberDigits", digits)
                                        .done()));
            case Other(Choice alias) -> alias;
        };
    }

    /** Text of the alias for people; empty if it is nothing that people dial. */
    default Optional<String> text() {
        return switch (this) {
            case DialledDigits(String digits) -> Optional.of(digits);
            case H323Id(String name) -> Optional.of(name);
            case Url(String url) -> Optional.of(url);
            case Email(String address) -> Optional.of(address);
            case E164 number -> Optional.of(number.digits());
            case TransportId _, Other _ -> Optional.empty();
        };
    }
}

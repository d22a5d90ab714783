package org.courtbridge.h323.h225;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Sequence;

/**
 * Details that a gatekeeper gives with the admission of a call for the call's Setup to carry on (H.225.0, clauses 7.11.2 and
 * 7.3.10).
 *
 * @param extraCallInfo destExtraCallInfo: who else is to be called
 * @param remoteExtension remoteExtensionAddress: whom the called endpoint is to connect the call with
 * @param tokens each a ClearToken, such as another zone wants to see
 */
public record AdmittedDetails(
        List<AliasAddress> extraCallInfo, Optional<AliasAddress> remoteExtension, List<Sequence> tokens) {

    public static final AdmittedDetails NONE = new AdmittedDetails(List.of(), Optional.empty(), List.of());

    public AdmittedDetails {
        extraCallInfo = List.copyOf(extraCallInfo);
        tokens = List.copyOf(tokens);
    }

    /** The same, and more tokens. */
    public AdmittedDetails with(List<Sequence> more) {
        return new AdmittedDetails(
                extraCallInfo,
                remoteExtension,
                Stream.concat(tokens.stream(), more.stream()).toList());
    }

    /** As an ACF has them: of several extensions, the first. */
    public static AdmittedDetails ofConfirm(Sequence in) {
        return new AdmittedDetails(
                AliasAddress.ofAll(in.list("destExtraCallInfo", Choice.class)),
                AliasAddress.ofAll(in.list("remoteExtensionAddress", Choice.class)).stream()
                        .findFirst(),
                in.list("tokens", Sequence.class));
    }

    /** As a Setup has them. */
    public static AdmittedDetails ofSetup(Sequence in) {
        return new AdmittedDetails(
                AliasAddress.ofAll(in.list("destExtraCallInfo", Choice.class)),
                in.find("remoteExtensionAddress", Choice.class).map(AliasAddress::of),
                in.list("tokens", Sequence.class));
    }

    /** Into an ACF. */
    public void intoConfirm(Sequence.Builder out) {
        into(out, remoteExtension.map(one -> List.of(one.toChoice())));
    }

    /** Into a Setup. */
    public void intoSetup(Sequence.Builder out) {
        into(out, remoteExtension.map(AliasAddress::toChoice));
    }

    private void into(Sequence.Builder out, Optional<?> extension) {
        out.set(
                        "destExtraCallInfo",
                        some(extraCallInfo.stream().map(AliasAddress::toChoice).toList()))
                .set("remoteExtensionAddress", extension)
                .set("tokens", some(tokens));
    }

    /** An empty list is left out. */
    private static <T> Optional<List<T>> some(List<T> items) {
        return items.isEmpty() ? Optional.empty() : Optional.of(items);
    }
}

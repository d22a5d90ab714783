package org.courtbridge.signalling.sip;

import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;
import javax.sip.header.Header;
import javax.sip.header.ProxyAuthenticateHeader;
import javax.sip.header.WWWAuthenticateHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Devices;
import org.courtbridge.provisioning.inventory.DigestSecrets;
import org.courtbridge.signalling.sip.stack.DigestCredentials;
import org.courtbridge.signalling.sip.stack.SipMessages;

/** Proves to a device that we know its secret, where it challenges us in our own realm: of another we know none. */
final class ClientDigest {

    private static final String COUNT = "00000001";

    private final Devices devices;
    private final String realm;
    private final SipMessages messages;

    ClientDigest(Devices devices, String realm, SipMessages messages) {
        this.devices = devices;
        this.realm = realm;
        this.messages = messages;
    }

    /** The header that answers the challenge; the first that can be answered, as the challenger prefers that. */
    Optional<Header> answer(Response challenge, Request request, Device device) {
        boolean proxy = challenge.getStatusCode() == Response.PROXY_AUTHENTICATION_REQUIRED;
        Optional<DigestSecrets> secrets =
                devices.secrets(device.id()).filter(known -> known.realm().equals(realm));
        Iterator<?> offered = challenge.getHeaders(proxy ? ProxyAuthenticateHeader.NAME : WWWAuthenticateHeader.NAME);
        while (secrets.isPresent() && offered.hasNext()) {
            if (offered.next() instanceof WWWAuthenticateHeader header && realm.equals(header.getRealm())) {
                Optional<DigestCredentials.Algorithm> algorithm =
                        DigestCredentials.Algorithm.of(header.getAlgorithm() == null ? "MD5" : header.getAlgorithm());
                if (algorithm.isPresent()
                        && header.getQop() != null
                        && header.getQop().contains("auth")) {
                    String value = credentials(algorithm.get(), secrets.get(), header, request, device);
                    return Optional.of(messages.header(proxy ? "Proxy-Authorization" : "Authorization", value));
                }
            }
        }
        return Optional.empty();
    }

    private String credentials(
            DigestCredentials.Algorithm algorithm,
            DigestSecrets secrets,
            WWWAuthenticateHeader challenge,
            Request request,
            Device device) {
        String uri = request.getRequestURI().toString();
        String cnonce = UUID.randomUUID().toString().replace("-", "");
        String response = DigestCredentials.expected(
                algorithm, algorithm.secret(secrets), challenge.getNonce(), COUNT, cnonce, request.getMethod(), uri);
        String opaque = challenge.getOpaque() == null ? "" : ", opaque=\"" + challenge.getOpaque() + "\"";
        return "Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\", algorithm=%s, cnonce=\"%s\", qop=auth, nc=%s%s"
                .formatted(
                        device.username(),
                        realm,
                        challenge.getNonce(),
                        uri,
                        response,
                        algorithm.word(),
                        cnonce,
                        COUNT,
                        opaque);
    }
}

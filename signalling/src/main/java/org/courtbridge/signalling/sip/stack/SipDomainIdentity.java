package org.courtbridge.signalling.sip.stack;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * The SIP domains that a certificate is for (RFC 5922, section 7.1): the hosts of its URIs of {@code sip} without a user, or else its
 * DNS names, or else, where it has no subjectAltName at all, its common name. Compared as a whole, without regard to case: there are no
 * wildcards (section 7.2). Of an address, that is proved by an address.
 */
final class SipDomainIdentity {

    /** Kinds of a GeneralName (RFC 5280, section 4.2.1.6). */
    private static final int DNS = 2;

    private static final int URI = 6;
    private static final int ADDRESS = 7;
    private static final String SIP = "sip:";

    private SipDomainIdentity() {}

    /** Whether a host is an address and no name. @param host IPv6 with or without brackets */
    static boolean isAddress(String host) {
        return address(host).isPresent();
    }

    /** @param host of the URI or the Route that leads to whoever shows the certificate */
    static boolean isOf(X509Certificate certificate, String host) {
        Collection<List<?>> names;
        try {
            names = certificate.getSubjectAlternativeNames();
        } catch (CertificateParsingException e) {
            return false;
        }
        if (names == null) {
            return commonName(certificate).filter(host::equalsIgnoreCase).isPresent();
        }
        List<String> domains = values(names, URI).stream()
                .filter(uri -> uri.regionMatches(true, 0, SIP, 0, SIP.length()))
                .map(uri -> uri.substring(SIP.length()))
                .filter(domain -> !domain.contains("@"))
                .toList();
        Optional<InetAddress> wanted = address(host);
        if (wanted.isPresent()) {
            return values(names, ADDRESS).stream()
                            .anyMatch(value -> address(value).equals(wanted))
                    || domains.stream().anyMatch(domain -> address(domain).equals(wanted));
        }
        return (domains.isEmpty() ? values(names, DNS) : domains).stream().anyMatch(host::equalsIgnoreCase);
    }

    private static List<String> values(Collection<List<?>> names, int kind) {
        return names.stream()
                .filter(name -> name.get(0) instanceof Integer type && type == kind && name.get(1) instanceof String)
                .map(name -> (String) name.get(1))
                .toList();
    }

    private static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text.replaceAll("[\\[\\]]", "")));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> commonName(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(Rdn::getValue)
                            .filter(String.class::isInstance)
                            .map(String.class::cast)
                            .findFirst();
        } catch (InvalidNameException _) {
            return Optional.empty();
        }
    }
}

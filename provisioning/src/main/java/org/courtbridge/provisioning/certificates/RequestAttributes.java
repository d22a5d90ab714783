package org.courtbridge.provisioning.certificates;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.est.AttrOrOID;
import org.bouncycastle.asn1.est.CsrAttrs;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** The attributes that we would like to find in requests for certificates (RFC 7030, section 4.5.2). */
public final class RequestAttributes {

    private RequestAttributes() {}

    /** A key on P-256, and a signature by ECDSA with SHA-256. @return DER of {@code CsrAttrs} */
    public static byte[] wanted() {
        CsrAttrs wanted = new CsrAttrs(new AttrOrOID[] {
            new AttrOrOID(
                    new Attribute(X9ObjectIdentifiers.id_ecPublicKey, new DERSet(SECObjectIdentifiers.secp256r1))),
            new AttrOrOID(X9ObjectIdentifiers.ecdsa_with_SHA256)
        });
        try {
            return wanted.getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

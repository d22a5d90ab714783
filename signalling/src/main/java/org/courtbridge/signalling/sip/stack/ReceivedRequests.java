package org.courtbridge.signalling.sip.stack;

import gov.nist.javax.sip.SIPConstants;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.MessageParserFactory;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.text.ParseException;
import javax.sip.message.Request;

/**
 * Reads requests that know their transaction by all that RFC 3261, section 17.2.3, says: branch, sent-by and method. The
 * stack goes by the branch alone, and drops in silence what another device, or the same one by another method, has used
 * the same branch for; devices with poor random numbers, switched on together, do.
 *
 * <p>Public, as the stack makes it by its name.
 */
public final class ReceivedRequests implements MessageParserFactory {

    @Override
    public MessageParser createMessageParser(SIPTransactionStack stack) {
        return new Parser();
    }

    /**
     * The request as the stack will read it.
     *
     * @throws ParseException if it cannot be read
     */
    static SIPRequest read(RawMessage request) throws ParseException {
        return (SIPRequest)
                new Parser().parseSIPMessage(request.write(), false, false, (fault, sip, type, header, text) -> {
                    // A field that cannot be read is as good as not there.
                });
    }

    private static final class Parser extends StringMsgParser {

        @Override
        protected SIPMessage processFirstLine(String line, ParseExceptionListener complaints, byte[] message)
                throws ParseException {
            SIPMessage read = super.processFirstLine(line, complaints, message);
            return read instanceof SIPRequest request ? new Received(request.getRequestLine()) : read;
        }
    }

    private static final class Received extends SIPRequest {

        private static final long serialVersionUID = 1L;

        Received(RequestLine line) {
            setRequestLine(line);
        }

        @Override
        public String getTransactionId() {
            String id = super.getTransactionId();
            // Of before RFC 3261 it names all that already.
            return id.startsWith(SIPConstants.BRANCH_MAGIC_COOKIE_LOWER_CASE)
                    ? id + "|" + getTopmostVia().getSentBy() + "|" + asked()
                    : id;
        }

        /** An ACK belongs to its INVITE. */
        private String asked() {
            String method = getCSeq().getMethod();
            return method.equals(Request.ACK) ? Request.INVITE : method;
        }
    }
}

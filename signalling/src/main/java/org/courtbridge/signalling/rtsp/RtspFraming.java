package org.courtbridge.signalling.rtsp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.TooLongFrameException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells apart what comes by one connection: messages of RTSP, which go on whole, and the binary frames that stand between
 * them (RFC 2326, section 10.12), which go to {@link Frames}.
 */
final class RtspFraming extends ByteToMessageDecoder {

    private static final int MOST = 64 * 1024;
    private static final int PREFIX = 4;
    private static final byte DOLLAR = '$';
    private static final Pattern CONTENT_LENGTH = Pattern.compile(
            "^content-length[ \t]*:[ \t]*([0-9]{1,9})[ \t]*$", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private final Frames frames;

    /** Takes binary frames, on the connection's event loop. */
    interface Frames {

        /**
         * Takes one frame.
         *
         * @param channel 0 to 255
         * @param content borrowed
         */
        void arrived(int channel, ByteBuf content);
    }

    RtspFraming(Frames frames) {
        this.frames = frames;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        int start = in.readerIndex();
        byte first = in.getByte(start);
        if (first == DOLLAR) {
            binary(in, start);
        } else if (first == '\r' || first == '\n') {
            in.skipBytes(1);
        } else {
            message(in, start, out);
        }
    }

    private void binary(ByteBuf in, int start) {
        if (in.readableBytes() < PREFIX) {
            return;
        }
        int length = in.getUnsignedShort(start + 2);
        if (in.readableBytes() >= PREFIX + length) {
            frames.arrived(in.getUnsignedByte(start + 1), in.slice(start + PREFIX, length));
            in.skipBytes(PREFIX + length);
        }
    }

    private static void message(ByteBuf in, int start, List<Object> out) {
        int headers = headers(in, start);
        if (headers == 0) {
            if (in.readableBytes() > MOST) {
                throw tooLong(in, "headers of more than " + MOST + " bytes");
            }
            return;
        }
        long length = headers + body(in.toString(start, headers, StandardCharsets.ISO_8859_1));
        if (length > MOST) {
            throw tooLong(in, "a message of " + length + " bytes");
        }
        if (in.readableBytes() >= length) {
            out.add(in.readRetainedSlice((int) length));
        }
    }

    /** Nothing that has come is read any more. */
    private static TooLongFrameException tooLong(ByteBuf in, String complaint) {
        in.skipBytes(in.readableBytes());
        return new TooLongFrameException(complaint);
    }

    /** Length of the headers with the empty line; 0 if they are not whole yet. Lines may end in LF alone. */
    private static int headers(ByteBuf in, int start) {
        int at = start;
        while (true) {
            int end = ByteBufUtil.indexOf(in, at, in.writerIndex(), (byte) '\n');
            if (end < 0) {
                return 0;
            }
            if (end == at || end == at + 1 && in.getByte(at) == '\r') {
                return end + 1 - start;
            }
            at = end + 1;
        }
    }

    private static long body(String headers) {
        Matcher length = CONTENT_LENGTH.matcher(headers.replace("\r", ""));
        return length.find() ? Long.parseLong(length.group(1)) : 0;
    }
}

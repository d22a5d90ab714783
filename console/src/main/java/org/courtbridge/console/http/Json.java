package org.courtbridge.console.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.Arrays;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;

/** The API's JSON: records as objects, times as RFC 3339, what is absent left out. */
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addDeserializer(String.class, new CheckedText())
                    .addSerializer(PartyId.class, ToStringSerializer.instance)
                    .addSerializer(LegId.class, ToStringSerializer.instance))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .serializationInclusion(JsonInclude.Include.NON_ABSENT)
            .build();

    private Json() {}

    private static final class CheckedText extends StdScalarDeserializer<String> {

        private static final long serialVersionUID = 1L;

        CheckedText() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = StringDeserializer.instance.deserialize(parser, context);
            return PlainText.checked(parser.currentName() == null ? "body" : parser.currentName(), text);
        }
    }

    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws RequestException with 400 if the text is not such a document */
    public static <T> T read(String text, Class<T> type) {
        T value;
        try {
            value = MAPPER.readValue(text, type);
        } catch (InvalidFormatException e) {
            throw e.getTargetType().isEnum()
                    ? noSuchChoice(e)
                    : new RequestException(400, "body: " + e.getOriginalMessage());
        } catch (JsonMappingException e) {
            if (e.getCause() instanceof RequestException refused) {
                throw refused;
            }
            throw new RequestException(400, "body: " + e.getOriginalMessage());
        } catch (JsonProcessingException e) {
            throw new RequestException(400, "body: " + e.getOriginalMessage());
        }
        if (value == null) {
            throw new RequestException(400, "body: null");
        }
        return value;
    }

    private static RequestException noSuchChoice(InvalidFormatException e) {
        String field = e.getPath().isEmpty() ? "body" : e.getPath().getFirst().getFieldName();
        return new RequestException(
                400,
                "%s: %s (expected: one of %s)"
                        .formatted(
                                field,
                                e.getValue(),
                                Arrays.toString(e.getTargetType().getEnumConstants())));
    }
}

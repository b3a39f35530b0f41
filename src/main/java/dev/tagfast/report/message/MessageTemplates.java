package dev.tagfast.report.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tagfast.image.UntrustedText;
import io.quarkus.qute.Engine;
import io.quarkus.qute.Expression;
import io.quarkus.qute.ResultMapper;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.TemplateNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Fills templates with Qute. This is the only class that knows Qute, and it is loaded at the first
 * message: who has no messenger pays nothing for it. The engine has no reflection: a template reads
 * maps and lists, and calls nothing of ours.
 */
final class MessageTemplates {
  private static final int LONGEST_WHY = 300;
  private static final long TIMEOUT_MILLIS = 2_000;
  private static final JsonFactory PARSERS = new JsonFactory();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Engine engine =
      Engine.builder()
          .addDefaultSectionHelpers()
          .addDefaultValueResolvers()
          .addResultMapper(new JsonEscape())
          .timeout(TIMEOUT_MILLIS)
          .build();
  private final Map<String, Parsed> parsed = new ConcurrentHashMap<>();

  private record Parsed(String text, Template template) {}

  /** Whatever an expression gives stands in a JSON string. */
  private static final class JsonEscape implements ResultMapper {
    @Override
    public boolean appliesTo(TemplateNode.Origin origin, Object result) {
      return true;
    }

    @Override
    public String map(Object result, Expression expression) {
      return new String(JsonStringEncoder.getInstance().quoteAsString(result.toString()));
    }
  }

  /** A template that gives no message; the text says why, and shows nothing of the data. */
  static final class BadTemplate extends Exception {
    private static final long serialVersionUID = 1L;

    BadTemplate(String why) {
      super(why);
    }
  }

  /** The text of a ready template. */
  static String ready(String resource) {
    try (InputStream in = MessageTemplates.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Fills a template.
   *
   * @param name of the template, for messages
   * @param text parsed again only if it changed
   * @return JSON
   */
  String fill(String name, String text, Map<String, Object> data) throws BadTemplate {
    String filled;
    try {
      filled = parsed(name, text).instance().data(data).render();
    } catch (TemplateException e) {
      throw new BadTemplate(UntrustedText.clean(String.valueOf(e.getMessage()), LONGEST_WHY));
    }
    return compact(filled);
  }

  private Template parsed(String name, String text) {
    Parsed known = parsed.get(name);
    if (known == null || !known.text().equals(text)) {
      known = new Parsed(text, engine.parse(text, null, name));
      parsed.put(name, known);
    }
    return known.template();
  }

  private static String compact(String filled) throws BadTemplate {
    try (JsonParser parser = PARSERS.createParser(filled)) {
      JsonNode message = JSON.readTree(parser);
      if (message == null || !message.isContainerNode() || parser.nextToken() != null) {
        throw new BadTemplate("it does not give one JSON object or list");
      }
      return message.toString();
    } catch (JsonProcessingException e) {
      // Without the message of Jackson, which may quote a secret.
      throw new BadTemplate(
          "what it gives is no JSON from line %d, column %d on"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // A text in memory has none.
    }
  }
}

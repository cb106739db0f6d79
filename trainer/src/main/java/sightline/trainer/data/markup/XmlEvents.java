package sightline.trainer.data.markup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import sightline.trainer.data.read.Flawed;

/**
 * The elements of an XML file in their order. A document type declaration is refused, so no entity
 * expands and nothing outside the file is fetched.
 *
 * <p>Threading: one thread. Ownership: the caller closes it.
 */
public final class XmlEvents implements AutoCloseable {

  private static final int DEEPEST = 32;
  private static final int LONGEST_TEXT = 1 << 20;

  private final InputStream stream;
  private final XMLStreamReader reader;
  private int depth;

  private XmlEvents(InputStream stream, XMLStreamReader reader) {
    this.stream = stream;
    this.reader = reader;
  }

  public static XmlEvents of(Path file) throws IOException, Flawed {
    InputStream stream = Files.newInputStream(file);
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    try {
      return new XmlEvents(stream, factory.createXMLStreamReader(stream));
    } catch (XMLStreamException e) {
      stream.close();
      throw broken(e);
    }
  }

  private static Flawed broken(XMLStreamException e) {
    var at = e.getLocation();
    return Flawed.of(
        "expected whole XML, found it broken at line %d, column %d",
        at == null ? 0 : at.getLineNumber(), at == null ? 0 : at.getColumnNumber());
  }

  /** Goes to the next start or end of an element; false at the end of the file. */
  public boolean next() throws Flawed {
    try {
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
          throw new Flawed("expected XML without a document type or entities, found one");
        }
        if (event == XMLStreamConstants.START_ELEMENT) {
          deeper();
          return true;
        }
        if (event == XMLStreamConstants.END_ELEMENT) {
          depth--;
          return true;
        }
      }
      return false;
    } catch (XMLStreamException e) {
      throw broken(e);
    }
  }

  private void deeper() throws Flawed {
    if (++depth > DEEPEST) {
      throw Flawed.of("expected elements at most %d deep, found deeper ones", DEEPEST);
    }
  }

  public boolean starts(String name) {
    return reader.isStartElement() && reader.getLocalName().equals(name);
  }

  public boolean ends(String name) {
    return reader.isEndElement() && reader.getLocalName().equals(name);
  }

  public boolean isStart() {
    return reader.isStartElement();
  }

  public String name() {
    return reader.getLocalName();
  }

  public int line() {
    return reader.getLocation().getLineNumber();
  }

  /** The text of an element that has no others in it. */
  public String text() throws Flawed {
    var text = new StringBuilder();
    try {
      while (reader.next() != XMLStreamConstants.END_ELEMENT) {
        if (!reader.isCharacters() || text.length() + reader.getTextLength() > LONGEST_TEXT) {
          throw new Flawed("expected a short text in an element, found something else");
        }
        text.append(reader.getText());
      }
    } catch (XMLStreamException e) {
      throw broken(e);
    }
    depth--;
    return text.toString().strip();
  }

  public String attribute(String name) throws Flawed {
    String value = reader.getAttributeValue(null, name);
    if (value == null) {
      throw Flawed.of("expected an attribute %s of %s, found none", name, reader.getLocalName());
    }
    return value;
  }

  public String attribute(String name, String otherwise) {
    String value = reader.getAttributeValue(null, name);
    return value == null ? otherwise : value;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  /** Name of the outermost element; empty when the file is no XML. */
  public static String rootOf(Path file) throws IOException {
    try (var events = of(file)) {
      return events.next() ? events.name() : "";
    } catch (Flawed e) {
      return "";
    }
  }
}

package io.cascadeflow.retrieval.lucene;

import io.cascadeflow.retrieval.Passage;
import io.cascadeflow.retrieval.RetrievalQuery;
import io.cascadeflow.retrieval.Retriever;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/**
 * Documents of Markdown and plain text, found by their words with BM25. A passage is what stands beneath a heading, in pieces of
 * at most {@value Sections#LONGEST} characters; its id is the file's path with the heading: {@code guide/gate.md#thresholds}. A filter is the
 * folder that a passage has to be in, such as a tenant's. It knows what was there when it was made. Safe to share between threads.
 */
public final class LuceneIndex implements Retriever, Closeable {

    private static final String TEXT = "text";
    private static final String ID = "id";
    private static final String FOLDER = "folder";

    /** Further words of a question are not looked for. */
    private static final int MOST_WORDS = 256;

    private static final Set<String> ENDINGS = Set.of(".md", ".markdown", ".txt");

    private final Directory directory;
    private final Analyzer analyzer;
    private final DirectoryReader reader;

    private LuceneIndex(Directory directory, Analyzer analyzer, Map<String, String> documents) throws IOException {
        this.directory = directory;
        this.analyzer = analyzer;
        IndexWriterConfig fresh = new IndexWriterConfig(analyzer).setOpenMode(IndexWriterConfig.OpenMode.CREATE);
        try (IndexWriter writer = new IndexWriter(directory, fresh)) {
            for (Map.Entry<String, String> document : documents.entrySet()) {
                add(document.getKey(), document.getValue(), writer);
            }
        }
        this.reader = DirectoryReader.open(directory);
    }

    /**
     * In memory, with words as they are written in most languages.
     *
     * @throws UncheckedIOException when the folder cannot be read, or has no document
     */
    public static LuceneIndex of(Path folder) {
        return of(folder, null, new StandardAnalyzer());
    }

    /**
     * @param index the folder of the index, which is written anew and belongs to this alone; absent for one in memory
     * @param analyzer what makes words of texts, such as one that knows the language
     * @throws UncheckedIOException likewise
     */
    public static LuceneIndex of(Path folder, @Nullable Path index, Analyzer analyzer) {
        try {
            return open(index, analyzer, documents(folder));
        } catch (IOException e) {
            throw new UncheckedIOException("the documents in %s cannot be indexed: %s".formatted(folder, e), e);
        }
    }

    /**
     * In memory.
     *
     * @param documents by path; those whose path ends with .md or .markdown are Markdown
     */
    public static LuceneIndex of(Map<String, String> documents, Analyzer analyzer) {
        try {
            return open(null, analyzer, documents);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LuceneIndex open(@Nullable Path index, Analyzer analyzer, Map<String, String> documents)
            throws IOException {
        return new LuceneIndex(
                index == null ? new ByteBuffersDirectory() : FSDirectory.open(index), analyzer, documents);
    }

    private static Map<String, String> documents(Path folder) throws IOException {
        Map<String, String> documents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(LuceneIndex::isText)
                    .toList()) {
                documents.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        }
        if (documents.isEmpty()) {
            throw new IOException("there is no file that ends with " + String.join(", ", new TreeSet<>(ENDINGS)));
        }
        return documents;
    }

    private static boolean isText(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith);
    }

    private static void add(String path, String text, IndexWriter writer) throws IOException {
        boolean markdown = !path.toLowerCase(Locale.ROOT).endsWith(".txt");
        for (Sections.Section section : Sections.of(text, markdown)) {
            Document document = new Document();
            document.add(new StoredField(ID, section.name().isEmpty() ? path : path + "#" + section.name()));
            document.add(new TextField(TEXT, section.text(), Field.Store.YES));
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                document.add(new StringField(FOLDER, path.substring(0, slash), Field.Store.NO));
            }
            writer.addDocument(document);
        }
    }

    /** How many passages there are. */
    public int size() {
        return reader.numDocs();
    }

    @Override
    public List<Passage> retrieve(RetrievalQuery query) throws IOException {
        BooleanQuery.Builder words = new BooleanQuery.Builder();
        words(query.text()).forEach(word -> words.add(new TermQuery(new Term(TEXT, word)), Occur.SHOULD));
        BooleanQuery.Builder all = new BooleanQuery.Builder().add(words.build(), Occur.MUST);
        if (query.filter() != null) {
            all.add(new TermQuery(new Term(FOLDER, query.filter())), Occur.FILTER);
        }
        IndexSearcher searcher = new IndexSearcher(reader);
        StoredFields stored = searcher.storedFields();
        List<Passage> passages = new ArrayList<>();
        for (ScoreDoc hit : searcher.search(all.build(), query.top()).scoreDocs) {
            Document found = stored.document(hit.doc);
            passages.add(new Passage(found.get(ID), found.get(TEXT), (double) hit.score));
        }
        return passages;
    }

    /** As the analyzer makes them: no sign in a question is an operator. */
    private Set<String> words(String text) throws IOException {
        Set<String> words = new LinkedHashSet<>();
        try (TokenStream tokens = analyzer.tokenStream(TEXT, text)) {
            CharTermAttribute word = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (words.size() < MOST_WORDS && tokens.incrementToken()) {
                words.add(word.toString());
            }
            tokens.end();
        }
        return words;
    }

    @Override
    public void close() throws IOException {
        reader.close();
        directory.close();
    }
}

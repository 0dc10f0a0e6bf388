import java.io.BufferedReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;

/** Ranks lines of one file ("id TAB text") for the queries of another; prints JSON arrays of ids. */
public class LuceneRank {
    public static void main(String[] files) throws Exception {
        ArabicAnalyzer analyzer = new ArabicAnalyzer();
        ByteBuffersDirectory directory = new ByteBuffersDirectory();
        IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer));
        for (String line : Files.readAllLines(Paths.get(files[0]), StandardCharsets.UTF_8)) {
            int tab = line.indexOf('\t');
            Document document = new Document();
            document.add(new StringField("id", line.substring(0, tab), Field.Store.YES));
            document.add(new TextField("text", line.substring(tab + 1), Field.Store.NO));
            writer.addDocument(document);
        }
        writer.close();
        IndexSearcher searcher = new IndexSearcher(DirectoryReader.open(directory));
        searcher.setSimilarity(new BM25Similarity());
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        int depth = Integer.parseInt(files[2]);
        try (BufferedReader queries = Files.newBufferedReader(Paths.get(files[1]), StandardCharsets.UTF_8)) {
            for (String line = queries.readLine(); line != null; line = queries.readLine()) {
                out.println(found(searcher, analyzer, line.substring(line.indexOf('\t') + 1), depth));
            }
        }
    }

    private static String found(IndexSearcher searcher, ArabicAnalyzer analyzer, String query, int depth)
            throws Exception {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        try (TokenStream stream = analyzer.tokenStream("text", query)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                any.add(new TermQuery(new Term("text", term.toString())), BooleanClause.Occur.SHOULD);
            }
        }
        StringBuilder ids = new StringBuilder("[");
        for (ScoreDoc hit : searcher.search(any.build(), depth).scoreDocs) {
            ids.append(ids.length() > 1 ? "," : "").append('"').append(searcher.doc(hit.doc).get("id")).append('"');
        }
        return ids.append("]").toString();
    }
}

package study

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"strconv"

	"github.com/parquet-go/parquet-go/deprecated"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// parquetTable writes Parquet (Apache Parquet format 2.x): a group of rows after the
// other, a page for each column of it, plain and compressed by gzip, every column but
// the first optional. The structures of the format and their coding are those of
// parquet-go; its readers and writers, with their codecs, would double the program.
type parquetTable struct {
	w       io.Writer
	at      int64 // bytes written
	columns []*parquetColumn
	rows    int64
	groups  []format.RowGroup
}

// parquetColumn is the cells of a column in the group that is being filled.
type parquetColumn struct {
	name    string
	kind    format.Type
	text    bool
	defined []bool // by row
	values  []byte // plain; of truths a byte each until they are written
}

// groupRows is the rows of a group.
const groupRows = 1 << 16

func newParquet(w io.Writer, fields []Field) (*parquetTable, error) {
	t := &parquetTable{w: w}
	column := func(name string, k format.Type, text bool) {
		t.columns = append(t.columns, &parquetColumn{name: name, kind: k, text: text})
	}
	for _, f := range fields {
		switch f.Kind {
		case Whole:
			column(f.Name, format.Int64, false)
		case Truth:
			column(f.Name, format.Boolean, false)
		case Text:
			column(f.Name, format.ByteArray, true)
		default:
			column(f.Name, format.ByteArray, true)
			column(f.Name+Decimal, format.Double, false)
		}
	}
	return t, t.write([]byte("PAR1"))
}

func (t *parquetTable) write(b []byte) error {
	n, err := t.w.Write(b)
	t.at += int64(n)
	return err
}

func (t *parquetTable) Rows(lines []byte) error {
	return records(lines, func(cells []string) error {
		for i, c := range t.columns {
			if err := c.add(cells[i]); err != nil {
				return fmt.Errorf("column %s: %w", c.name, err)
			}
		}
		if t.rows++; len(t.columns[0].defined) == groupRows {
			return t.flush()
		}
		return nil
	})
}

// add takes a cell.
func (c *parquetColumn) add(text string) error {
	c.defined = append(c.defined, text != "")
	if text == "" {
		return nil
	}
	switch c.kind {
	case format.Int64:
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return fmt.Errorf("%s does not fit 64 bits: write csv or jsonl", text)
		}
		c.values = binary.LittleEndian.AppendUint64(c.values, uint64(n))
	case format.Double:
		x, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return err
		}
		c.values = binary.LittleEndian.AppendUint64(c.values, math.Float64bits(x))
	case format.Boolean:
		yes := byte(0)
		if text == "true" {
			yes = 1
		}
		c.values = append(c.values, yes)
	default:
		c.values = binary.LittleEndian.AppendUint32(c.values, uint32(len(text)))
		c.values = append(c.values, text...)
	}
	return nil
}

// bitsOf packs truths, the first into the lowest bit.
func bitsOf[T bool | byte](list []T) []byte {
	var zero T
	out := make([]byte, (len(list)+7)/8)
	for i, x := range list {
		if x != zero {
			out[i/8] |= 1 << (i % 8)
		}
	}
	return out
}

// page is the content of the data page of a column: where it is defined, as one run of
// packed bits, and the values.
func (c *parquetColumn) page(required bool) []byte {
	var out []byte
	if !required {
		levels := binary.AppendUvarint(nil, uint64((len(c.defined)+7)/8)<<1|1)
		levels = append(levels, bitsOf(c.defined)...)
		out = binary.LittleEndian.AppendUint32(out, uint32(len(levels)))
		out = append(out, levels...)
	}
	if c.kind == format.Boolean {
		return append(out, bitsOf(c.values)...)
	}
	return append(out, c.values...)
}

// flush writes the rows that were collected as a group.
func (t *parquetTable) flush() error {
	n := len(t.columns[0].defined)
	if n == 0 {
		return nil
	}
	group := format.RowGroup{NumRows: int64(n), FileOffset: t.at, Ordinal: int16(len(t.groups))}
	for i, c := range t.columns {
		page := c.page(i == 0)
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed)
		z.Write(page) // to memory
		if err := z.Close(); err != nil {
			return err
		}
		head, err := thrift.Marshal(new(thrift.CompactProtocol), &format.PageHeader{
			Type: format.DataPage, UncompressedPageSize: int32(len(page)), CompressedPageSize: int32(packed.Len()),
			DataPageHeader: thrift.New(format.DataPageHeader{NumValues: int32(n), Encoding: format.Plain, DefinitionLevelEncoding: format.RLE, RepetitionLevelEncoding: format.RLE}),
		})
		if err != nil {
			return err
		}
		start := t.at
		if err := t.write(head); err != nil {
			return err
		}
		if err := t.write(packed.Bytes()); err != nil {
			return err
		}
		whole := int64(len(head) + len(page))
		group.TotalByteSize += whole
		group.TotalCompressedSize += t.at - start
		group.Columns = append(group.Columns, format.ColumnChunk{FileOffset: start, MetaData: format.ColumnMetaData{
			Type: c.kind, Encoding: []format.Encoding{format.Plain, format.RLE}, PathInSchema: []string{c.name}, Codec: format.Gzip,
			NumValues: int64(n), TotalUncompressedSize: whole, TotalCompressedSize: t.at - start, DataPageOffset: start,
		}})
		c.defined, c.values = c.defined[:0], c.values[:0]
	}
	t.groups = append(t.groups, group)
	return nil
}

// Close writes the last rows and the footer.
func (t *parquetTable) Close() error {
	if err := t.flush(); err != nil {
		return err
	}
	schema := []format.SchemaElement{{Name: "study", NumChildren: thrift.New(int32(len(t.columns)))}}
	for i, c := range t.columns {
		e := format.SchemaElement{Name: c.name, Type: thrift.New(c.kind), RepetitionType: thrift.New(format.Optional)}
		if i == 0 {
			e.RepetitionType = thrift.New(format.Required)
		}
		if c.text {
			e.ConvertedType = thrift.New(deprecated.UTF8)
			e.LogicalType.Value = &format.StringType{}
		}
		schema = append(schema, e)
	}
	foot, err := thrift.Marshal(new(thrift.CompactProtocol), &format.FileMetaData{Version: 2, Schema: schema, NumRows: t.rows, RowGroups: t.groups, CreatedBy: "brink"})
	if err != nil {
		return err
	}
	foot = binary.LittleEndian.AppendUint32(foot, uint32(len(foot)))
	return t.write(append(foot, "PAR1"...))
}

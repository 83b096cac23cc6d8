' What a person does to a weekly workbook, as LibreOffice does it.
' Lines of the list, parted by tabs:
'   set     TABLE  ID  TITLE  VALUE     a cell; a VALUE of digits is a number
'   sort    TABLE  TITLE                rows, from the last to the first
'   insert  TABLE  TITLE                a column of one's own before this one
'   last    TABLE                       its sheet goes behind all others
' TABLE is the defined name of a header row.
Option Explicit

Sub Main(from As String, list As String, into As String)
	Dim no(0) As New com.sun.star.beans.PropertyValue
	Dim xlsx(0) As New com.sun.star.beans.PropertyValue
	Dim book As Object
	Dim number As Integer
	Dim text As String
	no(0).Name = "Hidden"
	no(0).Value = True
	book = StarDesktop.loadComponentFromURL(from, "_blank", 0, no())
	number = FreeFile
	Open list For Input As #number
	Do While Not Eof(number)
		Line Input #number, text
		If Len(text) > 0 Then Change(book, Split(text, Chr(9)))
	Loop
	Close #number
	xlsx(0).Name = "FilterName"
	xlsx(0).Value = "Calc MS Excel 2007 XML"
	book.storeToURL(into, xlsx())
	book.close(True)
	StarDesktop.terminate()
End Sub

Function Header(book As Object, table As String) As Object
	Header = book.NamedRanges.getByName(table).getReferredCells()
End Function

Function SheetOf(book As Object, table As String) As Object
	SheetOf = book.Sheets.getByIndex(Header(book, table).RangeAddress.Sheet)
End Function

Function ColumnOf(book As Object, table As String, title As String) As Long
	Dim at As Object
	Dim c As Long
	at = Header(book, table).RangeAddress
	For c = at.StartColumn To at.EndColumn
		If SheetOf(book, table).getCellByPosition(c, at.StartRow).String = title Then
			ColumnOf = c
			Exit Function
		End If
	Next c
	Error 9
End Function

Function LastRow(book As Object, table As String) As Long
	Dim r As Long
	Dim id As Long
	id = ColumnOf(book, table, "Id")
	r = Header(book, table).RangeAddress.StartRow
	Do While SheetOf(book, table).getCellByPosition(id, r + 1).String <> ""
		r = r + 1
	Loop
	LastRow = r
End Function

Sub Change(book As Object, word As Variant)
	Select Case word(0)
	Case "set"
		SetCell(book, word(1), word(2), word(3), word(4))
	Case "sort"
		SortRows(book, word(1), word(2))
	Case "insert"
		SheetOf(book, word(1)).unprotect("")
		SheetOf(book, word(1)).Columns.insertByIndex(ColumnOf(book, word(1), word(2)), 1)
	Case "last"
		book.Sheets.moveByName(SheetOf(book, word(1)).Name, book.Sheets.Count)
	End Select
End Sub

Sub SetCell(book As Object, table As String, id As String, title As String, value As String)
	Dim r As Long
	Dim cell As Object
	For r = Header(book, table).RangeAddress.StartRow + 1 To LastRow(book, table)
		If SheetOf(book, table).getCellByPosition(ColumnOf(book, table, "Id"), r).String = id Then
			cell = SheetOf(book, table).getCellByPosition(ColumnOf(book, table, title), r)
			If IsNumeric(value) Then
				cell.Value = CDbl(value)
			Else
				cell.String = value
			End If
			Exit Sub
		End If
	Next r
	Error 9
End Sub

Sub SortRows(book As Object, table As String, title As String)
	Dim at As Object
	Dim rows As Object
	Dim field(0) As New com.sun.star.table.TableSortField
	Dim how(1) As New com.sun.star.beans.PropertyValue
	at = Header(book, table).RangeAddress
	SheetOf(book, table).unprotect("")
	rows = SheetOf(book, table).getCellRangeByPosition(at.StartColumn, at.StartRow + 1, at.EndColumn, LastRow(book, table))
	field(0).Field = ColumnOf(book, table, title) - at.StartColumn
	field(0).IsAscending = False
	how(0).Name = "SortFields"
	how(0).Value = field()
	how(1).Name = "ContainsHeader"
	how(1).Value = False
	rows.sort(how())
End Sub
